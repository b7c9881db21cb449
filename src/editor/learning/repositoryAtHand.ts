import { dirname } from 'node:path';
import { l10n, window, workspace } from 'vscode';
import { AbortError } from '../../common/abort.ts';
import { RoundtripError } from '../../common/errors.ts';
import { repositoryOf } from '../../rollout/place.ts';

/**
 * The repository of the active file, else that of the workspace; of several the person chooses.
 * @throws RoundtripError `usage` where nothing of this machine is open, AbortError where none was
 * chosen.
 */
export async function repositoryAtHand(): Promise<string> {
  const uri = window.activeTextEditor?.document.uri;
  if (uri?.scheme === 'file' && workspace.getWorkspaceFolder(uri)) {
    return repositoryOf(dirname(uri.fsPath));
  }
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const repositories = [...new Set(folders.map(({ uri }) => repositoryOf(uri.fsPath)))];
  const [only] = repositories;
  if (only === undefined) {
    throw new RoundtripError('usage', l10n.t('Open a folder of this machine first.'));
  }
  if (repositories.length === 1) return only;
  const title = l10n.t('Which repository?');
  const chosen = await window.showQuickPick(repositories, { title });
  if (chosen === undefined) throw new AbortError();
  return chosen;
}
