import { applyEdit } from './applyEdit.ts';
import { assertSameCode } from './assertSameCode.ts';
import { type DocEditOptions, docEdit } from './docEdit.ts';
import type { CodeParser } from './parser.ts';
import type { FunctionUnit, TextEdit } from './types.ts';

/**
 * The edit that gives the unit its documentation, proved to leave the code as it is.
 * @throws RoundtripError `no-documentation` for a blank text, `edit-refused` if the code would
 *   change.
 */
export function documentationEdit(
  parser: CodeParser,
  unit: FunctionUnit,
  text: string,
  doc: string,
  options: DocEditOptions = {},
): TextEdit {
  const edit = docEdit(unit, text, doc, options);
  assertSameCode(parser, unit.language, text, applyEdit(text, edit));
  return edit;
}
