import { type TextDocument, workspace } from 'vscode';
import { placeOfFile } from '../rollout/place.ts';
import type { Place } from '../roundTrip.ts';

/** Where the document's functions are recorded: its repository, or its workspace folder. */
export function placeOf({ uri }: Pick<TextDocument, 'uri'>): Place {
  if (uri.scheme === 'file') return placeOfFile(uri.fsPath);
  const folder = workspace.getWorkspaceFolder(uri);
  return { repository: folder?.uri.toString() ?? '', path: uri.path };
}
