import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import { attribute, boolean, call, collection, string, variable } from '../build.ts';
import { variableName } from './names.ts';
import { code, type ExpressionRule, type Reader } from './reader.ts';
import { nullValue, pair } from './values.ts';

const react = (name: string): Expression => attribute(variable('React'), name);

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
]);

/** `&amp;`, `&#39;`; a name that is not in the table stays as it is written. */
function entity(reference: string): string {
  const [, hexadecimal, decimal, name = ''] =
    /^&(?:#[xX]([0-9a-fA-F]+)|#(\d+)|(\w+));$/.exec(reference) ?? [];
  const point = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal);
  if (point <= 0x10ffff) return String.fromCodePoint(point);
  return entities.get(name) ?? reference;
}

const textOf = (part: SyntaxNode): string =>
  part.kind === 'html_character_reference' ? entity(part.text) : part.text;

/** Lines are trimmed and joined by one blank; blank lines vanish, as where JSX is compiled. */
function normalised(text: string): string {
  const lines = text.split(/\r?\n/);
  const trimmed = lines.map((line, at) => {
    const start = at === 0 ? line : line.replace(/^[ \t]+/, '');
    return at === lines.length - 1 ? start : start.replace(/[ \t]+$/, '');
  });
  return trimmed.filter((line) => line !== '').join(' ');
}

/** A component is a variable, an element of the page a string, `<>` the fragment. */
function typeOf(name: SyntaxNode | undefined, reader: Reader): Expression {
  if (!name) return react('Fragment');
  if (name.kind === 'identifier' && !/^[a-z]/.test(name.text))
    return variable(variableName(name.text));
  if (name.kind === 'member_expression') return reader.expression(name);
  return string(name.text);
}

/** Named properties have no order, but among spreads they have. */
function properties(attributes: readonly SyntaxNode[], reader: Reader): Expression {
  if (attributes.length === 0) return nullValue;
  const items = attributes.map((each) => propertyOf(each, reader));
  return collection('dictionary', items);
}

function propertyOf(node: SyntaxNode, reader: Reader): Expression {
  if (node.kind === 'jsx_expression') return expressionIn(node, reader) ?? nullValue;
  const [name, value] = code(node);
  const key = string(name?.text ?? '');
  if (!value) return pair(key, boolean(true));
  const isText = value.kind === 'string';
  return pair(key, isText ? string(value.named.map(textOf).join('')) : reader.expression(value));
}

function expressionIn(node: SyntaxNode, reader: Reader): Expression | null {
  const [value] = code(node);
  return value ? reader.expression(value) : null;
}

function children(node: SyntaxNode, reader: Reader): Expression[] {
  const result: Expression[] = [];
  let text = '';
  const endText = () => {
    const value = normalised(text);
    if (value !== '') result.push(string(value));
    text = '';
  };
  for (const child of node.named) {
    if (child.kind === 'jsx_text' || child.kind === 'html_character_reference')
      text += textOf(child);
    else if (child.field === null) {
      endText();
      const value =
        child.kind === 'jsx_expression' ? expressionIn(child, reader) : reader.expression(child);
      if (value) result.push(value);
    }
  }
  endText();
  return result;
}

/** An element is the call that it is compiled to: `React.createElement(type, properties, …)`. */
function element(node: SyntaxNode, reader: Reader): Expression {
  const open = node.child('open_tag') ?? node;
  const type = typeOf(open.child('name'), reader);
  const given = properties(open.childrenOf('attribute'), reader);
  const inside = node.kind === 'jsx_element' ? children(node, reader) : [];
  return call(react('createElement'), type, given, ...inside);
}

export const jsxRules: [string, ExpressionRule][] = [
  ['jsx_element', element],
  ['jsx_self_closing_element', element],
  ['jsx_expression', (node, reader) => expressionIn(node, reader) ?? nullValue],
];
