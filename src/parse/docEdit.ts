import { RoundtripError } from '../common/errors.ts';
import { writeCommentDoc, writeInlineDoc } from './commentDoc.ts';
import { writeDocString } from './docString.ts';
import { normaliseDoc } from './docText.ts';
import { languages } from './languages/index.ts';
import { docColumns, lineWidthOf } from './lineWidth.ts';
import { SourceText, skipBlanks } from './sourceText.ts';
import type { FunctionUnit, TextEdit } from './types.ts';

export interface DocEditOptions {
  /** Columns a line may take; the file tells where it is not given. */
  readonly lineWidth?: number;
}

/**
 * The edit that writes `doc` to the unit's slot in `text`, or replaces what stands there: wrapped,
 * indented, terminators escaped, in the file's line ends. Use `documentationEdit`, which also
 * proves that the code stays the same.
 * @throws RoundtripError `no-documentation` for a blank text.
 */
export function docEdit(
  unit: FunctionUnit,
  text: string,
  doc: string,
  options: DocEditOptions = {},
): TextEdit {
  const clean = normaliseDoc(doc);
  if (clean === '') {
    throw new RoundtripError(
      'no-documentation',
      'The documentation is empty, so nothing was written.',
    );
  }
  const { start, end } = unit.docSlot.range;
  const others = text.slice(0, start) + text.slice(end);
  const lineWidth = options.lineWidth ?? lineWidthOf(others, languages[unit.language]);
  const width = docColumns(unit, lineWidth);
  return unit.docSlot.placement === 'body-string'
    ? bodyStringEdit(unit, text, clean, width)
    : commentEdit(unit, text, clean, width);
}

function bodyStringEdit(unit: FunctionUnit, text: string, doc: string, width: number): TextEdit {
  const { eol } = unit;
  const { range, indent, inlineBody } = unit.docSlot;
  const previous = text.slice(range.start, range.end);
  const literal = writeDocString(doc, { width, indent, eol, previous });
  if (previous !== '' && !(inlineBody && literal.includes('\n'))) {
    return { ...range, newText: literal };
  }
  if (!inlineBody) return { ...range, newText: indent + literal + eol };
  // `def f(): return 1` gets lines of its own for the documentation and for the body.
  let { start, end } = range;
  while (/[\s\\]/.test(text.charAt(start - 1))) start--;
  const newLine = eol + indent;
  if (end < unit.range.end) while (/[ \t\f;]/.test(text.charAt(end))) end++;
  const hasMore = end < unit.range.end;
  return { start, end, newText: newLine + literal + (hasMore ? newLine : '') };
}

function commentEdit(unit: FunctionUnit, text: string, doc: string, width: number): TextEdit {
  const { comments } = languages[unit.language];
  const { range, indent } = unit.docSlot;
  const newLine = unit.eol + indent;
  const source = new SourceText(text);
  const isFirst = source.isFirstOnLine(range.start);
  const isNew = range.start === range.end;
  const next = skipBlanks(text, range.end, text.length);
  const codeFollows = next < text.length && text[next] !== '\n' && text[next] !== '\r';

  if (!isFirst) {
    const inline = writeInlineDoc(doc, comments.form);
    if (inline !== null) return { ...range, newText: isNew ? `${inline} ` : inline };
  }
  const lines = writeCommentDoc(doc, comments, width);
  if (!isNew) {
    // Ruby's =begin stands at column 0, whatever the indentation.
    const start = isFirst ? range.start - source.indentAt(range.start).length : range.start;
    const written = (isFirst ? indent : '') + lines.join(newLine);
    return codeFollows && lines.length > 1
      ? { start, end: next, newText: written + newLine }
      : { start, end: range.end, newText: written };
  }

  const { form } = comments;
  const separates = form.kind === 'line' && form.separatesDirectives === true;
  if (separates && comments.directive.test(text.slice(range.start))) lines.push(form.prefix);
  const lead = isFirst ? '' : newLine;
  return { ...range, newText: lead + lines.join(newLine) + newLine };
}
