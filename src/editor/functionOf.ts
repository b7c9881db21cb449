import { l10n, type TextDocument, Uri, workspace } from 'vscode';
import { RoundtripError } from '../common/errors.ts';
import type { FunctionUnit } from '../parse/types.ts';
import type { FunctionReference } from './fidelityIndex.ts';
import { activeEditor, type DocumentUnits } from './unitAtCursor.ts';

/**
 * The function that was named, or the one at the cursor.
 * @throws RoundtripError `no-function`, or see DocumentUnits.atCursor.
 */
export async function functionOf(
  units: DocumentUnits,
  reference?: FunctionReference,
): Promise<{ document: TextDocument; unit: FunctionUnit }> {
  // A menu passes the file's Uri, which is no reference.
  if (reference?.qualifiedName === undefined) {
    const editor = activeEditor();
    return { document: editor.document, unit: await units.atCursor(editor) };
  }
  const document = await workspace.openTextDocument(Uri.parse(reference.uri, true));
  const all = await units.all(document);
  const unit = all.find(({ qualifiedName }) => qualifiedName === reference.qualifiedName);
  if (unit) return { document, unit };
  throw new RoundtripError(
    'no-function',
    l10n.t('{0} is no longer in its file.', reference.qualifiedName),
  );
}
