import { realpath } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import { l10n, type TextDocument, Uri, workspace } from 'vscode';
import { RoundtripError } from '../../common/errors.ts';

/**
 * Opens the file that a caller named by a URI, by a whole path, or by a path from a workspace folder.
 * @throws RoundtripError `file-unreadable` where there is none or it lies outside of the workspace,
 * by its name or by a link.
 */
export async function namedFile(file: string): Promise<TextDocument> {
  for (const uri of candidates(file)) {
    if (!(await isInWorkspace(uri))) continue;
    try {
      return await workspace.openTextDocument(uri);
    } catch (cause) {
      throw unreadable(file, cause);
    }
  }
  throw unreadable(file);
}

function candidates(file: string): Uri[] {
  if (/^[a-z][\w+.-]*:\/\//i.test(file)) return [Uri.parse(file, true)];
  if (isAbsolute(file)) return [Uri.file(file)];
  return (workspace.workspaceFolders ?? []).flatMap(({ uri, name }) => [
    Uri.joinPath(uri, file),
    // In a window of several folders VS Code puts the folder's name first.
    ...(file.startsWith(`${name}/`) ? [Uri.joinPath(uri, file.slice(name.length + 1))] : []),
  ]);
}

/** False for a file that is not there. */
async function isInWorkspace(uri: Uri): Promise<boolean> {
  const folder = workspace.getWorkspaceFolder(uri)?.uri;
  if (!folder) return false;
  if (uri.scheme !== 'file') {
    return workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
  }
  try {
    const path = relative(await realpath(folder.fsPath), await realpath(uri.fsPath));
    return !isAbsolute(path) && !/^\.\.(?:[\\/]|$)/.test(path);
  } catch {
    return false;
  }
}

function unreadable(file: string, cause?: unknown): RoundtripError {
  return new RoundtripError(
    'file-unreadable',
    l10n.t(
      'There is no file {0} in the workspace that could be read. Give its path from the workspace folder.',
      file,
    ),
    {},
    { cause },
  );
}
