import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Literal } from '../../ir.ts';
import { float, integer, literal, string } from '../build.ts';

const escapes = new Map([
  ['a', 7],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);

/** The bytes of one escape sequence of a string: `\n`, `\x41`, `\101`, `\u00e9`. */
function escapedBytes(sequence: string): Buffer {
  const kind = sequence.charAt(1);
  if (kind === 'u' || kind === 'U') return Buffer.from(codePoint(sequence.slice(2)));
  if (kind === 'x') return Buffer.from([Number.parseInt(sequence.slice(2), 16)]);
  if (/[0-7]/.test(kind)) return Buffer.from([Number.parseInt(sequence.slice(1), 8)]);
  return Buffer.from([escapes.get(kind) ?? kind.charCodeAt(0)]);
}

function codePoint(hexadecimal: string): string {
  const code = Number.parseInt(hexadecimal, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

/** A string is bytes; those that are no UTF-8 make a literal of another type. */
export function interpretedString(node: SyntaxNode): Literal {
  const bytes = Buffer.concat(
    node.named.map(({ kind, text }) =>
      kind === 'escape_sequence' ? escapedBytes(text) : Buffer.from(text),
    ),
  );
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? string(text) : literal('bytes', bytes.toString('hex'));
}

/** Carriage returns are no part of a raw string. */
export const rawString = (node: SyntaxNode): Literal =>
  string(node.text.slice(1, -1).replaceAll('\r', ''));

/** A rune is the number of its code point. */
export function rune(node: SyntaxNode): Literal {
  const text = node.text.slice(1, -1);
  if (!text.startsWith('\\')) return integer(String(text.codePointAt(0) ?? 0));
  const isUnicode = /^\\[uU]/.test(text);
  const code = isUnicode ? Number.parseInt(text.slice(2), 16) : escapedBytes(text)[0];
  return integer(String(code ?? 0));
}

/** `017` is octal as `0o17` is. */
export const goInteger = (node: SyntaxNode): Literal =>
  integer(node.text.replace(/^0_?(?=[0-7])/, '0o'));

export const goFloat = (node: SyntaxNode): Literal => float(node.text);
