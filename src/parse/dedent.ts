import type { Literals } from './multilineLiterals.ts';
import type { TextRange } from './types.ts';

/**
 * The text of `range` with `indent` taken from the start of each further line that has it, lines
 * joined by `\n`. Lines inside literals stay, since their white space is part of a value.
 */
export function dedent(text: string, range: TextRange, indent: string, literals: Literals): string {
  return mapLines(text, range, (line, start) => {
    if (start === range.start || literals.contain(start)) return line;
    return line.startsWith(indent) ? line.slice(indent.length) : line.trimStart();
  });
}

/** Each line of `range` through `change`, joined by `\n`. */
export function mapLines(
  text: string,
  range: TextRange,
  change: (line: string, start: number) => string,
): string {
  let start = range.start;
  return text
    .slice(range.start, range.end)
    .split('\n')
    .map((line) => {
      const lineStart = start;
      start += line.length + 1;
      return change(line.endsWith('\r') ? line.slice(0, -1) : line, lineStart);
    })
    .join('\n');
}
