import { normaliseDoc, removeSharedIndent } from './docText.ts';
import { wrapDoc } from './wrapDoc.ts';

const escapes: Readonly<Record<string, string>> = {
  '\n': '',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const literal =
  /\s*(?:#[^\n]*\n\s*|\\\r?\n\s*)*([a-zA-Z]*)("""|'''|"|')((?:\\[\s\S]|(?!\2)[\s\S])*)\2/y;

/**
 * The value of a Python documentation string, cleaned as `inspect.cleandoc` does. Adjacent
 * literals count as one. Null for what is no documentation: f-strings, bytes, templates.
 */
export function readDocString(source: string): string | null {
  const pattern = new RegExp(literal);
  let value = '';
  while (pattern.lastIndex < source.trimEnd().length) {
    const match = pattern.exec(source);
    if (!match) return null;
    const [, prefix = '', , content = ''] = match;
    if (/[fbt]/i.test(prefix)) return null;
    const text = content.replaceAll('\r\n', '\n');
    value += /r/i.test(prefix) ? text : unescapeString(text);
  }
  const [first = '', ...rest] = value.split('\n');
  return normaliseDoc([first.trimStart(), ...removeSharedIndent(rest)].join('\n'));
}

function unescapeString(content: string): string {
  return content.replace(
    /\\(?:(\n|[\\'"abfnrtv])|([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/g,
    (whole, simple?: string, octal?: string, ...hexadecimal: (string | undefined)[]) => {
      if (simple !== undefined) return escapes[simple] ?? simple;
      const code = octal
        ? Number.parseInt(octal, 8)
        : Number.parseInt(hexadecimal.slice(0, 3).find((digits) => digits !== undefined) ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

export interface DocStringLayout {
  /** Columns from the literal's own start. */
  readonly width: number;
  /** Put at the start of each further line. */
  readonly indent: string;
  readonly eol: string;
  /** The literal that is replaced, whose kind of quote is kept. */
  readonly previous: string;
}

/** A Python string literal whose cleaned value is `doc`: on one line where it fits. */
export function writeDocString(doc: string, layout: DocStringLayout): string {
  const quote = /^[a-zA-Z]*'/.test(layout.previous) ? "'" : '"';
  const quotes = quote.repeat(3);
  const isRaw = doc.includes('\\') && !doc.includes(quotes);
  const single = oneLine(doc, quotes, isRaw);
  if (!doc.includes('\n') && single.length <= layout.width) return single;

  const prefix = isRaw ? 'r' : '';
  const loss = prefix.length + quotes.length;
  const wrapped = wrapDoc(doc, layout.width, loss);
  const text = isRaw ? wrapped : escapeString(wrapped, new RegExp(`${quote}{3,}`, 'g'));
  const lines = text.split('\n');
  // cleandoc strips the first line and takes what all further lines share: unless the first stands
  // at the margin and one of the others does, the text starts on a line of its own.
  const [first = '', ...rest] = lines;
  if (/^\s/.test(first) || rest.every((line) => /^(?:\s|$)/.test(line))) lines.unshift('');
  const body = lines.map((line, index) => (index > 0 && line ? layout.indent + line : line));
  return [`${prefix}${quotes}${body[0]}`, ...body.slice(1), layout.indent + quotes].join(
    layout.eol,
  );
}

function oneLine(doc: string, quotes: string, isRaw: boolean): string {
  const quote = quotes.charAt(0);
  if (isRaw && !doc.endsWith('\\') && !doc.endsWith(quote)) return `r${quotes}${doc}${quotes}`;
  return quotes + escapeString(doc, new RegExp(`${quote}{3,}|${quote}+$`, 'g')) + quotes;
}

function escapeString(doc: string, runs: RegExp): string {
  return doc
    .replaceAll('\\', '\\\\')
    .replace(runs, (run) => [...run].map((quote) => `\\${quote}`).join(''));
}
