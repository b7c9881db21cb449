import { RoundtripError } from '../common/errors.ts';
import { applyEdit } from './applyEdit.ts';
import { bodyForm } from './bodyForm.ts';
import { type Fragment, parseFragment } from './fragment.ts';
import { functionUnitsOf } from './functionUnits.ts';
import { languages } from './languages/index.ts';
import type { CodeParser } from './parser.ts';
import { rebuiltBody } from './rebuiltBody.ts';
import { sameCode } from './sameCode.ts';
import { SourceText, skipWhiteSpace } from './sourceText.ts';
import type { FunctionUnit, TextEdit } from './types.ts';

/**
 * The edit that puts the body of a rebuilt function in the place of the unit's own, indented as
 * the file is; documentation stays. `code` is the whole function at column 0.
 * @throws RoundtripError `no-body` for a declaration; `edit-refused` if the code has a syntax error
 *   or no body of the same kind, or if anything outside the body would change.
 */
export function bodyEdit(
  parser: CodeParser,
  unit: FunctionUnit,
  text: string,
  code: string,
): TextEdit {
  if (bodyForm(unit) === 'none') {
    throw new RoundtripError('no-body', `${unit.name} is a declaration; it has no body to fill.`);
  }
  const fragment = parseFragment(parser, unit.language, code);
  try {
    const rebuilt = fragment.units.find(({ name }) => name === unit.name) ?? fragment.units[0];
    if (!fragment.parses || !rebuilt) throw refusal(unit, 'has a syntax error');
    const edit =
      bodyForm(unit) === 'statements'
        ? statementsEdit(unit, text, fragment, rebuilt)
        : blockEdit(unit, fragment, rebuilt);
    assertOnlyBodyChanged(parser, unit, text, edit);
    return edit;
  } finally {
    fragment.dispose();
  }
}

function blockEdit(unit: FunctionUnit, fragment: Fragment, rebuilt: FunctionUnit): TextEdit {
  const body = rebuiltBody(fragment, rebuilt, unit, unit.indent);
  return { ...unit.bodyRange, newText: body.replaceAll('\n', unit.eol) };
}

/** Statements go on lines of their own, under a body string if there is one. */
function statementsEdit(
  unit: FunctionUnit,
  text: string,
  fragment: Fragment,
  rebuilt: FunctionUnit,
): TextEdit {
  const source = new SourceText(text);
  const { bodyRange, docSlot, eol } = unit;
  const isBodyString = docSlot.placement === 'body-string';
  const hasBodyString = isBodyString && docSlot.range.start < docSlot.range.end;
  const isOnOwnLine = bodyRange.start < bodyRange.end && source.isFirstOnLine(bodyRange.start);
  const ownIndent = isOnOwnLine ? source.indentAt(bodyRange.start) : unit.indent + unit.indentUnit;
  const indent = isBodyString ? docSlot.indent : ownIndent;
  const newLine = eol + indent;

  let start = isOnOwnLine ? source.lineStart(bodyRange.start) : bodyRange.start;
  let lead = isOnOwnLine ? indent : newLine;
  if (hasBodyString && isOnOwnLine) {
    start = docSlot.range.end;
    lead = newLine;
  } else if (!isOnOwnLine) {
    while (/[\s;\\]/.test(text.charAt(start - 1))) start--;
    if (hasBodyString) lead += source.slice(docSlot.range) + newLine;
  }

  let { end } = bodyRange;
  let trail = '';
  const closing = skipWhiteSpace(text, end, text.length);
  const isClosedOnLine = !text.slice(end, closing).includes('\n') && text[closing] !== '#';
  if (languages[unit.language].emptyBodyEnd && isClosedOnLine) {
    end = text[closing] === ';' ? skipWhiteSpace(text, closing + 1, text.length) : closing;
    trail = eol + unit.indent;
  }
  const body = rebuiltBody(fragment, rebuilt, unit, indent).replaceAll('\n', eol);
  return { start, end, newText: body === '' ? trail : lead + body + trail };
}

function assertOnlyBodyChanged(
  parser: CodeParser,
  unit: FunctionUnit,
  text: string,
  edit: TextEdit,
): void {
  const language = languages[unit.language];
  const edited = applyEdit(text, edit);
  const before = parser.parse(unit.language, text);
  const after = parser.parse(unit.language, edited);
  try {
    const hole = { start: edit.start, end: Math.max(edit.end, edit.start + 1) };
    const newHole = { start: edit.start, end: edit.start + edit.newText.length };
    const units = functionUnitsOf(after, parser.grammar(unit.language), language, edited);
    const filled = units.find(
      ({ qualifiedName, range }) =>
        qualifiedName === unit.qualifiedName && range.start === unit.range.start,
    );
    const isSame = sameCode(
      language,
      { tree: before, text, hole },
      { tree: after, text: edited, hole: newHole },
    );
    if (!isSame || !filled?.parses || filled.signature !== unit.signature) {
      throw refusal(unit, 'would have changed code outside of the body');
    }
  } finally {
    before.delete();
    after.delete();
  }
}

function refusal({ name, language }: FunctionUnit, what: string): RoundtripError {
  return new RoundtripError(
    'edit-refused',
    `The rebuilt ${name} ${what}, so the file was left as it is.`,
    { language },
  );
}
