/**
 * The form in which documentation is compared and written: `\n` line ends, no control characters,
 * no white space at line ends, no blank lines around, no indentation that all lines share.
 */
export function normaliseDoc(doc: string): string {
  const lines = doc
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they end comments in some languages
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, '')
    .split('\n')
    .map((line) => line.trimEnd());
  return removeSharedIndent(lines)
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
}

/** Takes from all lines the white space that starts every one that is not blank. */
export function removeSharedIndent(lines: readonly string[]): string[] {
  let shared: string | null = null;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    shared = shared === null ? indent : commonStart(shared, indent);
  }
  const length = shared?.length ?? 0;
  return lines.map((line) => line.slice(Math.min(length, line.length)));
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
