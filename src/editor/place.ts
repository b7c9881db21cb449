import { type TextDocument, workspace } from 'vscode';
import { placeOfFile } from '../rollout/place.ts';
import type { Place } from '../roundTrip.ts';

/** Where the document's functions are recorded: its repository, or its workspace folder. */
export function placeOf(document: TextDocument): Place {
  if (document.uri.scheme === 'file') return placeOfFile(document.uri.fsPath);
  const folder = workspace.getWorkspaceFolder(document.uri);
  return { repository: folder?.uri.toString() ?? '', path: document.uri.path };
}
