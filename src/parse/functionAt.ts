import { SourceText, skipBlanks } from './sourceText.ts';
import type { FunctionUnit, TextRange } from './types.ts';

/**
 * The innermost function at `offset`: in its code, its decorators, its documentation, or the white
 * space before them on their lines.
 */
export function functionAt(units: readonly FunctionUnit[], offset: number): FunctionUnit | null {
  let innermost: FunctionUnit | null = null;
  for (const unit of units) {
    const { start, end } = extent(unit);
    if (offset < start || offset > end) continue;
    if (!innermost || unit.range.start >= innermost.range.start) innermost = unit;
  }
  return innermost;
}

/**
 * The innermost function whose name stands on `line` (from 1), of several beside one another the
 * first; else the innermost around the line.
 */
export function functionOnLine(
  units: readonly FunctionUnit[],
  text: string,
  line: number,
): FunctionUnit | null {
  let named: FunctionUnit | null = null;
  for (const unit of units) {
    if (unit.line === line && (!named || contains(named.range, unit.range))) named = unit;
  }
  if (named) return named;
  const { start, end } = new SourceText(text).lineRange(line);
  return functionAt(units, skipBlanks(text, start, end));
}

/** From the start of the first line, documentation included, to the end. */
function extent({ range, docSlot, indent }: FunctionUnit): TextRange {
  const start = Math.min(range.start, docSlot.range.start);
  return { start: start - indent.length, end: Math.max(range.end, docSlot.range.end) };
}

function contains(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
