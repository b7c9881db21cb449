/** Lines that keep their form: prompts, tables, quotes, headings, rules. */
const verbatim = /^\s*(?:>>>|\.\.\. |\||>|#|\$ |[-=~^]{3,}\s*$)/;
const fence = /^\s*(?:```|~~~)/;
const listItem = /^\s*(?:[-*+•]|\d+[.)])\s+/;
const tag = /^\s*[@:\\]\w/;
/** `name (type): text`, indented under a heading such as `Args:`. */
const entry = /^\s+[\w*`'"[\]., -]{1,40}(?:\([^)]*\))?\s*:\s/;
const exampleHeading = /^\s*@?(?:examples?|usage|code|output)\b.{0,40}$/i;
/** Words that would change a text's structure at the start of a line. */
const structural = /^(?:[-*+•@:\\#>|~`=$^]|\.\.\.|\d+[.)])/;
/** How many words can make a line look like an entry. */
const entryWords = 12;

/** No line is made narrower than this, however deep the code is indented. */
const narrowest = 32;

/**
 * Wraps what is wider than `width`, with hanging indents for list items, tags and entries of
 * `Args:`-like sections. Code, examples and tables keep their lines, and so does a paragraph that
 * fits. Wrapping twice changes nothing.
 * @param loss columns that the first line has less.
 */
export function wrapDoc(doc: string, width: number, loss = 0): string {
  const columns = Math.max(width, narrowest);
  const lines = doc.split('\n');
  const result: string[] = [];
  let index = 0;
  while (index < lines.length) {
    const end = blockEnd(lines, index);
    const block = lines.slice(index, end);
    const firstLoss = index === 0 ? loss : 0;
    const isWide = block.some((line, at) => line.length > columns - (at === 0 ? firstLoss : 0));
    result.push(...(isWide && isText(lines, index) ? fill(block, columns, firstLoss) : block));
    index = end;
  }
  return result.join('\n');
}

/** Where the block that starts at `start` ends: a fenced block, a paragraph, one item. */
function blockEnd(lines: readonly string[], start: number): number {
  const first = lines[start] ?? '';
  let end = start + 1;
  if (fence.test(first)) {
    while (end < lines.length && !fence.test(lines[end] ?? '')) end++;
    return Math.min(end + 1, lines.length);
  }
  if (!isText(lines, start)) return end;
  const hang = startsItem(first) ? indentOf(lines[end] ?? '') : indentOf(first);
  if (startsItem(first) && hang.length <= indentOf(first).length) return end;
  while (end < lines.length) {
    const line = lines[end] ?? '';
    const isSame = indentOf(line) === hang && !startsItem(line) && !endsHeading(lines[end - 1]);
    if (line === '' || !isSame || verbatim.test(line) || fence.test(line)) break;
    end++;
  }
  return end;
}

/** The line is prose that may be broken, no code. Indented text is prose under a line of prose. */
function isText(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (line === '' || verbatim.test(line) || fence.test(line)) return false;
  const indent = indentOf(line).length;
  if (indent === 0 || startsItem(line)) return !isInExample(lines, index);
  return lines[index - 1] !== undefined && lines[index - 1] !== '' && !isInExample(lines, index);
}

/** The line is indented under a heading such as `Example:`, or belongs to an `@example`. */
function isInExample(lines: readonly string[], index: number): boolean {
  for (let above = index - 1; above >= 0; above--) {
    if (tag.test(lines[above + 1] ?? '')) break;
    if (/^\s*@example\b/.test(lines[above] ?? '')) return true;
  }
  let indent = indentOf(lines[index] ?? '').length;
  for (let above = index - 1; above >= 0 && indent > 0; above--) {
    const line = lines[above] ?? '';
    if (line === '' || indentOf(line).length >= indent) continue;
    if (exampleHeading.test(line)) return true;
    indent = indentOf(line).length;
  }
  return false;
}

function startsItem(line: string): boolean {
  return listItem.test(line) || tag.test(line) || entry.test(line);
}

function endsHeading(line: string | undefined): boolean {
  return line?.endsWith(':') ?? false;
}

/** Fills the words of one block into lines, greedily. */
function fill(block: readonly string[], width: number, loss: number): string[] {
  const [first = '', second] = block;
  const hang = second === undefined ? hangingIndent(first) : indentOf(second);
  const marker = listItem.exec(first)?.[0].trimEnd() ?? indentOf(first);
  const words = [first.slice(marker.length), ...block.slice(1)].join(' ').match(/\S+/g) ?? [];
  const lines: string[] = [];
  let line = listItem.test(first) ? `${marker} ` : marker;
  let isEmpty = true;
  for (const [index, word] of words.entries()) {
    const room = width - (lines.length === 0 ? loss : 0);
    const isFull = !isEmpty && line.length + 1 + word.length > room;
    if (isFull && !structural.test(word) && !startsItem(hang + lead(words, index))) {
      lines.push(line);
      line = hang + word;
    } else {
      line += isEmpty ? word : ` ${word}`;
    }
    isEmpty = false;
  }
  return [...lines, line];
}

/** The start of the line that would begin with the word at `index`. */
function lead(words: readonly string[], index: number): string {
  return `${words.slice(index, index + entryWords).join(' ')} `;
}

function hangingIndent(line: string): string {
  const list = listItem.exec(line)?.[0];
  if (list !== undefined) return indentOf(line) + ' '.repeat(list.trimStart().length);
  if (tag.test(line)) return `${indentOf(line)}  `;
  return entry.test(line) ? `${indentOf(line)}    ` : indentOf(line);
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}
