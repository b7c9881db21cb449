import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import { boolean, call, collection, integer, literal, string, variable } from '../build.ts';
import { variableName } from './names.ts';
import { code, type ExpressionRule, type Reader } from './reader.ts';
import { format, nullValue, undefinedValue } from './values.ts';

const simpleEscapes = new Map([
  ...Object.entries({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' }),
]);

/** `\x41`, `A`, `\u{41}`, `\n`, `\101`, a line that goes on, or the character itself. */
function unescaped(sequence: string): string {
  const body = sequence.slice(1);
  const hexadecimal = /^(?:x|u\{?)([0-9a-fA-F]+)\}?$/.exec(body)?.[1];
  if (hexadecimal !== undefined) {
    const point = Number.parseInt(hexadecimal, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : body;
  }
  if (/^[0-7]+$/.test(body)) return String.fromCodePoint(Number.parseInt(body, 8));
  if (/^[\r\n\u2028\u2029]/.test(body)) return '';
  return simpleEscapes.get(body) ?? body;
}

/** A string's text as the program sees it, whatever its quotes. */
export const stringText = (node: SyntaxNode): string =>
  node.named
    .map((part) => (part.kind === 'escape_sequence' ? unescaped(part.text) : part.text))
    .join('');

function number(text: string): Expression {
  const digits = text.toLowerCase().replaceAll('_', '');
  if (digits.endsWith('n')) return integer(digits);
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  const type = Number.isSafeInteger(value) ? 'integer' : 'float';
  return literal(type, String(value));
}

/** The pieces of a template: literals and values in turn, the literals first and last. */
function templateParts(
  node: SyntaxNode,
  reader: Reader,
): { texts: string[]; values: Expression[] } {
  const texts = [''];
  const values: Expression[] = [];
  for (const part of node.named) {
    if (part.kind === 'template_substitution') {
      const [value] = code(part);
      values.push(value ? reader.expression(value) : undefinedValue);
      texts.push('');
    } else {
      const text = part.kind === 'escape_sequence' ? unescaped(part.text) : part.text;
      texts.push((texts.pop() ?? '') + text);
    }
  }
  return { texts, values };
}

/** A template that a function takes apart: the list of its literals, then its values. */
export function taggedTemplate(tag: Expression, template: SyntaxNode, reader: Reader): Expression {
  const { texts, values } = templateParts(template, reader);
  return call(tag, collection('list', texts.map(string)), ...values);
}

function template(node: SyntaxNode, reader: Reader): Expression {
  const { texts, values } = templateParts(node, reader);
  return format(texts.flatMap((text, at) => [string(text), ...values.slice(at, at + 1)]));
}

function regex(node: SyntaxNode): Expression {
  const flags = [...(node.child('flags')?.text ?? '')].sort().join('');
  return literal('regex', `/${node.child('pattern')?.text ?? ''}/${flags}`);
}

function identifier({ text }: SyntaxNode): Expression {
  if (text === 'undefined') return undefinedValue;
  if (text === 'NaN' || text === 'Infinity') return literal('float', text);
  return variable(variableName(text));
}

export const literalRules: [string, ExpressionRule][] = [
  ['identifier', identifier],
  ['shorthand_property_identifier', identifier],
  ['undefined', () => undefinedValue],
  ['null', () => nullValue],
  ['true', () => boolean(true)],
  ['false', () => boolean(false)],
  ['this', () => variable('this')],
  ['super', () => variable('super')],
  ['meta_property', ({ text }) => variable(text.replace(/\s/g, ''))],
  ['number', ({ text }) => number(text)],
  ['string', (node) => string(stringText(node))],
  ['template_string', template],
  ['regex', regex],
];
