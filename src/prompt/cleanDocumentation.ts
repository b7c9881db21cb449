import { RoundtripError } from '../common/errors.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { promptLanguage } from './languages/index.ts';
import { readNotation } from './notation.ts';

/** Sentences that small models put before or after what they were asked for. */
const chatter =
  /^\s*(here(?:'s| is| are)\b.*|sure\b.*|certainly\b.*|of course\b.*|the documentation (?:for|of)\b.*|(?:note|let me know|i hope)\b.*[.!])$/i;

/** Below this share of distinct 4-grams a text only repeats itself (reward study: p1 is .72). */
const leastDistinct = 0.4;

/** Lines up to this length, such as rules and headings, may stand in a doc twice. */
const longestRepeatable = 24;

/**
 * The documentation in a model's reply: comment markers, fences, chatter, echoed code and repeated lines
 * removed, indentation levelled. `ended` is false when the reply was cut by its token limit; its last,
 * broken sentence is then dropped.
 * @throws RoundtripError `empty-reply` when nothing is left, `unusable-reply` when what is left is
 * no documentation: the code again, no words, or one phrase over and over.
 */
export function cleanDocumentation(unit: FunctionUnit, reply: string, ended: boolean): string {
  const { notation } = promptLanguage(unit.language);
  const text = readNotation(notation, reply.replaceAll('\r\n', '\n'));
  const code = new Set(
    unit.code
      .split('\n')
      .map((line) => line.trim())
      .filter(isCodeLine),
  );
  const lines = text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => !line.trimStart().startsWith('```') && !code.has(line.trim()))
    .filter(isNoRepetition);
  while (lines.length > 1 && chatter.test(lines[0] ?? '')) lines.shift();
  while (lines.length > 1 && chatter.test(lines.at(-1) ?? '')) lines.pop();
  const doc = levelled(ended ? lines : withoutBrokenEnd(lines));
  if (doc === '') {
    throw new RoundtripError(
      'empty-reply',
      'The model wrote no documentation. Nothing was inserted; try again, or choose a larger model.',
    );
  }
  if (!isProse(doc)) {
    throw new RoundtripError(
      'unusable-reply',
      'What the model wrote is no documentation. Nothing was inserted; try again, or choose a larger model.',
    );
  }
  return doc;
}

/** A reply still being written, fit to be shown: comment markers and a closing fence removed. */
export function previewDocumentation(unit: FunctionUnit, reply: string): string {
  const { notation } = promptLanguage(unit.language);
  return readNotation(notation, reply)
    .replace(/\n?```[\s\S]*$/, '')
    .trim();
}

/** Only lines that can't be a phrase of a doc by chance count as echoed code. */
function isCodeLine(line: string): boolean {
  return line.length > 3 && /[(){}=;\]]/.test(line);
}

/** Small models fall into repeating a line; the first time is enough. */
function isNoRepetition(line: string, index: number, lines: readonly string[]): boolean {
  if (line === '' || lines.indexOf(line) === index) return true;
  const before = lines.slice(0, index).findLast((earlier) => earlier !== '');
  return line.length <= longestRepeatable && line !== before;
}

/** Blank lines at both ends and the indentation shared by all lines but the first removed. */
function levelled(lines: readonly string[]): string {
  const text = lines.join('\n').trim();
  const rest = text
    .split('\n')
    .slice(1)
    .filter((line) => line !== '');
  const shared = Math.min(...rest.map((line) => line.length - line.trimStart().length));
  if (rest.length === 0 || shared === 0) return text;
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? line : line.slice(shared)))
    .join('\n');
}

function withoutBrokenEnd(lines: readonly string[]): string[] {
  const kept = [...lines];
  const last = kept.pop() ?? '';
  const end = Math.max(last.lastIndexOf('. '), last.endsWith('.') ? last.length - 1 : -1);
  return end < 0 ? kept : [...kept, last.slice(0, end + 1)];
}

function isProse(doc: string): boolean {
  const words = doc.match(/\p{L}[\p{L}'-]+/gu) ?? [];
  if (words.length < 2) return false;
  const grams = words.slice(3).map((_, index) => words.slice(index, index + 4).join(' '));
  return grams.length < 12 || new Set(grams).size / grams.length >= leastDistinct;
}
