import { homedir } from 'node:os';
import { join } from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';
import { writeWhole } from '../../common/writeWhole.ts';
import type { Action } from '../../dashboard/messages.ts';

/** Puts a table or a plot where the person says; nothing happens where they don't. */
export async function saveExport({
  kind,
  name,
  content,
}: Extract<Action, { act: 'save' }>): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const base = folder?.scheme === 'file' ? folder.fsPath : homedir();
  const target = await window.showSaveDialog({
    defaultUri: Uri.file(join(base, `${name.replaceAll(/[^\p{L}\p{N}-]/gu, '')}.${kind}`)),
    filters: { [kind.toUpperCase()]: [kind] },
    title: l10n.t('Save {0}', kind.toUpperCase()),
  });
  if (!target) return;
  const bytes = Buffer.from(content, kind === 'png' ? 'base64' : 'utf8');
  if (target.scheme === 'file') await writeWhole(target.fsPath, bytes);
  else await workspace.fs.writeFile(target, bytes);
}
