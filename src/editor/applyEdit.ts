import { stat } from 'node:fs/promises';
import { FilePermission, l10n, Range, type TextDocument, WorkspaceEdit, workspace } from 'vscode';
import { RoundtripError } from '../common/errors.ts';
import type { TextEdit } from '../parse/types.ts';

/** Any of the three write permissions of a file's mode. */
const anyWriteBit = 0o222;

/** @throws RoundtripError `file-read-only` where nobody may write, as far as can be told before. */
export async function assertWritable(document: TextDocument): Promise<void> {
  if (document.isUntitled) return;
  const { scheme, fsPath } = document.uri;
  const writable =
    scheme === 'file'
      ? await stat(fsPath).then(
          ({ mode }) => (mode & anyWriteBit) !== 0,
          () => true,
        )
      : scheme === 'vscode-notebook-cell' ||
        (workspace.fs.isWritableFileSystem(scheme) === true && !(await isReadonly(document)));
  if (!writable) throw readOnly(document);
}

/** Applies `edit` as one undo step. @throws RoundtripError `target-changed` if VS Code refuses. */
export async function applyTextEdit(document: TextDocument, edit: TextEdit): Promise<void> {
  const range = new Range(document.positionAt(edit.start), document.positionAt(edit.end));
  const workspaceEdit = new WorkspaceEdit();
  workspaceEdit.replace(document.uri, range, edit.newText);
  if (await workspace.applyEdit(workspaceEdit)) return;
  throw new RoundtripError(
    'target-changed',
    l10n.t(
      '{0} was changed at the same moment, so nothing was inserted. Try again.',
      workspace.asRelativePath(document.uri),
    ),
  );
}

async function isReadonly(document: TextDocument): Promise<boolean> {
  const { permissions } = await workspace.fs.stat(document.uri);
  return permissions === FilePermission.Readonly;
}

function readOnly(document: TextDocument): RoundtripError {
  return new RoundtripError(
    'file-read-only',
    l10n.t(
      '{0} is read-only, so nothing was changed. Make it writable and try again.',
      workspace.asRelativePath(document.uri),
    ),
  );
}
