import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Literal } from '../../ir.ts';
import { collection, integer, literal, other, string } from '../build.ts';
import { template } from '../templates.ts';
import type { ExpressionRule, RubyReader } from './reader.ts';

const escapes = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['s', ' '],
  ['t', '\t'],
  ['v', '\v'],
  ['\n', ''],
]);

function unescaped(sequence: string): string {
  const kind = sequence.charAt(1);
  if (kind === 'u') {
    const codes = sequence.slice(2).replace(/[{}]/g, '').trim().split(/\s+/);
    return codes.map((code) => codePoint(Number.parseInt(code, 16))).join('');
  }
  if (kind === 'x') return codePoint(Number.parseInt(sequence.slice(2), 16));
  if (/[0-7]/.test(kind)) return codePoint(Number.parseInt(sequence.slice(1), 8));
  return escapes.get(kind) ?? sequence.slice(1);
}

const codePoint = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

/** What stands between the quotes: text and interpolations. */
export function contents(node: SyntaxNode, ruby: RubyReader): Expression[] {
  return node.named.map((part) => {
    if (part.kind === 'escape_sequence') return string(unescaped(part.text));
    return part.kind === 'interpolation' ? interpolated(part, ruby) : string(part.text);
  });
}

function interpolated(node: SyntaxNode, ruby: RubyReader): Expression {
  const [only, ...others] = node.named;
  if (others.length === 0) return only ? asText(ruby.expression(only)) : string('');
  return { kind: 'sequence', expressions: ruby.expressions(node.named) };
}

/** A value that is turned into a string: a template of its own, `''` for nil. */
const asText = (value: Expression): Expression =>
  value.kind === 'literal' && value.type === 'integer' ? string(value.value) : value;

export const stringLiteral: ExpressionRule = (node, ruby) => template(contents(node, ruby));

export const chainedString: ExpressionRule = (node, ruby) => template(ruby.expressions(node.named));

export const characterLiteral = (node: SyntaxNode): Expression => {
  const text = node.text.slice(1);
  return string(text.startsWith('\\') ? unescaped(text) : text);
};

/** Distinct from the string of the same text. */
export const symbol = (name: string): Expression => other(`symbol ${name}`);

export const simpleSymbol = (node: SyntaxNode): Expression =>
  symbol(node.text.replace(/^:|:$/g, ''));

export const delimitedSymbol: ExpressionRule = (node, ruby) =>
  symbolOf(template(contents(node, ruby)));

/** A symbol from its text: `:"a b"`, `"a": 1`. */
export const symbolOf = (text: Expression): Expression =>
  text.kind === 'literal' ? symbol(text.value) : other('symbol', [text]);

export const stringArray: ExpressionRule = (node, ruby) =>
  collection(
    'list',
    node.named.map((word) => template(contents(word, ruby))),
  );

export const symbolArray: ExpressionRule = (node, ruby) =>
  collection(
    'list',
    node.named.map((word) => symbolOf(template(contents(word, ruby)))),
  );

/** The delimiters make no difference; a pattern keeps its escapes. */
export const regex: ExpressionRule = (node, ruby) => {
  const flags = [...(/[a-z]*$/.exec(node.text)?.[0] ?? '')].sort().join('');
  const parts = node.named.map((part) =>
    part.kind === 'interpolation'
      ? interpolated(part, ruby)
      : string(part.text === '\\/' ? '/' : part.text),
  );
  const pattern = template(parts);
  return pattern.kind === 'literal'
    ? literal('regex', flags ? `${pattern.value}/${flags}` : pattern.value)
    : other(flags ? `regex ${flags}` : 'regex', [pattern]);
};

/** `017` is octal as `0o17` is; `0d` is decimal. */
export const rubyInteger = (node: SyntaxNode): Literal =>
  integer(node.text.replace(/^0d/i, '').replace(/^0_?(?=[0-7])/, '0o'));
