import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Literal } from '../../ir.ts';
import { literal, other, string } from '../build.ts';

type Lower = (node: SyntaxNode | undefined) => Expression;

/** Strings that stand beside each other are one; with an interpolation, one format. */
export function lowerStrings(nodes: readonly SyntaxNode[], lower: Lower): Expression {
  const parts = joined(nodes.flatMap((node) => stringParts(node, lower)));
  const [first = string('')] = parts;
  return parts.length < 2 && isText(first) ? first : { kind: 'format', parts };
}

function joined(parts: readonly Expression[]): Expression[] {
  const result: Expression[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last && isText(last) && isText(part)) {
      result[result.length - 1] = literal(last.type, last.value + part.value);
    } else result.push(part);
  }
  return result;
}

const isText = (part: Expression): part is Literal =>
  part.kind === 'literal' && (part.type === 'string' || part.type === 'bytes');

function stringParts(node: SyntaxNode, lower: Lower): Expression[] {
  const prefix = (node.childOfKind('string_start')?.text ?? '').toLowerCase();
  const type = prefix.includes('b') ? 'bytes' : 'string';
  const parts = node.named.flatMap((child) => {
    if (child.kind === 'interpolation') return interpolation(child, lower);
    if (child.kind !== 'string_content') return [];
    const braces = prefix.includes('f') ? child.text.replace(/\{\{|\}\}/g, halved) : child.text;
    return [literal(type, prefix.includes('r') ? braces : unescaped(braces, type))];
  });
  return parts.length === 0 ? [literal(type, '')] : parts;
}

const halved = (pair: string) => pair.charAt(0);

/** `{x}` is x, `{x!r:>5}` a `spec!r:>5` of x, `{x=}` the text `x=` and x by its `repr`. */
function interpolation(node: SyntaxNode, lower: Lower): Expression[] {
  const expression = node.child('expression');
  const isNamed = node.children.some(({ kind }) => kind === '=');
  const conversion = node.child('type_conversion')?.text ?? '';
  const specifier = formatSpecifier(node.child('format_specifier'), lower);
  const label = (conversion || (isNamed && !specifier.text ? '!r' : '')) + specifier.text;
  const value = lower(expression);
  return [
    ...(isNamed ? [string(`${expression?.text}=`)] : []),
    label || specifier.values.length > 0
      ? other(`spec${label}`, [value, ...specifier.values])
      : value,
  ];
}

/** The text with `{}` for each expression within, and those expressions. */
function formatSpecifier(node: SyntaxNode | undefined, lower: Lower) {
  let text = '';
  let from = 0;
  const nested = (node?.named ?? []).filter(({ kind }) => kind === 'format_expression');
  for (const { start, end } of nested) {
    text += `${node?.text.slice(from, start - (node?.start ?? 0))}{}`;
    from = end - (node?.start ?? 0);
  }
  return {
    text: text + (node?.text.slice(from) ?? ''),
    values: nested.map((child) => lower(child.child('expression'))),
  };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\n', ''],
  ['\r\n', ''],
]);

const escapeSequence =
  /\\(?:x([\da-fA-F]{2})|([0-7]{1,3})|(\r?\n|['"\\abfnrtv])|u([\da-fA-F]{4})|U(00(?:0[\da-fA-F]|10)[\da-fA-F]{4}))/g;

/** As Python reads it; `\N{…}` and escapes that Python does not know stay as they are. */
function unescaped(text: string, type: 'string' | 'bytes'): string {
  if (!text.includes('\\')) return text;
  return text.replace(escapeSequence, (all, hex, octal, simple, short, long) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (octal) return String.fromCodePoint(Number.parseInt(octal, 8));
    if (simple) return escapes.get(simple) ?? simple;
    return type === 'bytes' ? all : String.fromCodePoint(Number.parseInt(short ?? long, 16));
  });
}
