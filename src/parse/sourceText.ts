import type { TextRange } from './types.ts';

/** A text with its lines indexed, and the conventions that it follows. */
export class SourceText {
  readonly eol: '\n' | '\r\n';
  /** Where each line starts. */
  private readonly lineStarts: number[] = [0];

  constructor(readonly text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.lineStarts.push(at + 1);
    }
    const first = text.indexOf('\n');
    this.eol = first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
  }

  slice(range: TextRange): string {
    return this.text.slice(range.start, range.end);
  }

  /** The line, from 1, on which `offset` stands. */
  lineAt(offset: number): number {
    return lastNotAbove(this.lineStarts, offset) + 1;
  }

  /** Line `line`, from 1, without its end. */
  lineRange(line: number): TextRange {
    const start = this.lineStarts[line - 1] ?? this.text.length;
    const next = this.lineStarts[line] ?? this.text.length + 1;
    const end = Math.max(start, next - 1);
    return { start, end: end > start && this.text[end - 1] === '\r' ? end - 1 : end };
  }

  /** The start of the line on which `offset` stands. */
  lineStart(offset: number): number {
    return this.lineStarts[this.lineAt(offset) - 1] ?? 0;
  }

  /** The white space at the start of the line on which `offset` stands. */
  indentAt(offset: number): string {
    const start = this.lineStart(offset);
    return this.text.slice(start, skipBlanks(this.text, start, offset));
  }

  /** Only white space (or a byte order mark) stands before `offset` on its line. */
  isFirstOnLine(offset: number): boolean {
    return this.text.slice(this.lineStart(offset), offset).trim() === '';
  }
}

/** The commonest step inwards from one line of `text` to the next, or `fallback`. */
export function indentUnitOf(text: string, fallback: string): string {
  const votes = new Map<string, number>();
  let previous = '';
  for (const [, indent = ''] of text.matchAll(/^([ \t]*)[^\s*]/gm)) {
    const step = indent.startsWith(previous) ? indent.slice(previous.length) : '';
    if (step === '\t' || /^ {2,8}$/.test(step)) votes.set(step, (votes.get(step) ?? 0) + 1);
    previous = indent;
  }
  let best = fallback;
  for (const [step, count] of votes) if (count > (votes.get(best) ?? 0)) best = step;
  return best;
}

/** The first offset from `start` on that holds no blank (a line end is none), at most `end`. */
export function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text[at] === ' ' || text[at] === '\t' || text[at] === '\f')) at++;
  return at;
}

/** The first offset from `start` on that holds no white space, at most `end`. */
export function skipWhiteSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && /\s/.test(text.charAt(at))) at++;
  return at;
}

/** The index of the last of the ascending `values` that is not above `limit`, or -1. */
export function lastNotAbove(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
