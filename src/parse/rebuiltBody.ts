import { RoundtripError } from '../common/errors.ts';
import { type BodyForm, bodyForm } from './bodyForm.ts';
import { mapLines } from './dedent.ts';
import type { Fragment } from './fragment.ts';
import { languages } from './languages/index.ts';
import { multilineLiterals } from './multilineLiterals.ts';
import { SourceText } from './sourceText.ts';
import type { FunctionUnit, TextRange } from './types.ts';

interface Line {
  readonly text: string;
  /** The line starts inside a literal, so that it may not be indented. */
  readonly isFixed: boolean;
  /** The line stands one level outside of the body, as Ruby's `rescue` does. */
  readonly isOutside?: boolean;
}

/** Forms that one may be put in the place of. */
const replaceable: Readonly<Record<BodyForm, readonly BodyForm[]>> = {
  block: ['block', 'expression'],
  statements: ['statements', 'expression'],
  expression: ['expression', 'block'],
  none: [],
};

/**
 * The body of a rebuilt function as it stands in the file of `unit`, whose indentation it takes;
 * the first line is left without, and lines are joined by `\n`.
 * @throws RoundtripError `edit-refused` if the bodies are of different kinds.
 */
export function rebuiltBody(
  fragment: Fragment,
  rebuilt: FunctionUnit,
  unit: FunctionUnit,
  indent: string,
): string {
  const form = bodyForm(rebuilt);
  const wanted = bodyForm(unit);
  if (!replaceable[wanted].includes(form)) {
    throw new RoundtripError(
      'edit-refused',
      `The body of the rebuilt ${unit.name} is of another kind, so the file was left as it is.`,
      { language: unit.language },
    );
  }
  const lines = bodyLines(fragment, rebuilt, unit.indentUnit);
  const isBlockWanted = wanted === 'block' && form === 'expression';
  return (isBlockWanted ? asBlock(lines, unit) : lines)
    .map(({ text, isFixed, isOutside }, index) => {
      if (index === 0 || isFixed || text === '') return text;
      return (isOutside ? unit.indent : indent) + text;
    })
    .join('\n');
}

/** Lines at column 0, without documentation, indented by `indentUnit` instead of their own unit. */
function bodyLines(
  { tree, text }: Fragment,
  rebuilt: FunctionUnit,
  indentUnit: string,
): readonly Line[] {
  const language = languages[rebuilt.language];
  const range = withoutBodyString(rebuilt, text);
  if (range.start >= range.end)
    return [{ text: language.docString?.emptyBody ?? '', isFixed: false }];
  const source = new SourceText(text);
  const isFirst = bodyForm(rebuilt) === 'statements' && source.isFirstOnLine(range.start);
  const base = isFirst ? source.indentAt(range.start) : rebuilt.indent;
  const literals = multilineLiterals(tree.rootNode, language);
  const lines: Line[] = [];
  mapLines(text, range, (line, start) => {
    const isFixed = literals.contain(start);
    const isWhole = start === range.start || isFixed;
    const isOutside = !line.startsWith(base);
    const own = isOutside ? line.trimStart() : line.slice(base.length);
    const moved = isWhole ? line : reindented(own, rebuilt.indentUnit, indentUnit);
    lines.push({ text: moved, isFixed, isOutside });
    return line;
  });
  return lines;
}

function withoutBodyString({ docSlot, bodyRange }: FunctionUnit, text: string): TextRange {
  const { placement, range } = docSlot;
  if (placement !== 'body-string' || range.start === range.end) return bodyRange;
  let start = range.end;
  while (start < bodyRange.end && /[\s;]/.test(text.charAt(start))) start++;
  return { start, end: bodyRange.end };
}

function reindented(line: string, from: string, to: string): string {
  if (line.trim() === '') return '';
  let levels = 0;
  while (line.startsWith(from, levels * from.length)) levels++;
  return to.repeat(levels) + line.slice(levels * from.length);
}

/** `{ return …; }` around an expression. */
function asBlock(lines: readonly Line[], { language, indentUnit }: FunctionUnit): Line[] {
  const [before, after] = languages[language].expressionStatement ?? ['', ''];
  const inner = lines.map(({ text, isFixed }, index) => {
    const ended = index === lines.length - 1 ? text + after : text;
    const led = index === 0 ? before + ended : ended;
    return { text: isFixed ? led : indentUnit + led, isFixed };
  });
  return [{ text: '{', isFixed: false }, ...inner, { text: '}', isFixed: false }];
}
