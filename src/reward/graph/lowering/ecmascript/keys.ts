import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import { string } from '../build.ts';
import { stringText } from './literals.ts';
import { code, type Reader } from './reader.ts';

const names = new Set([
  'property_identifier',
  'private_property_identifier',
  'identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
]);

/** A key that is known: `a`, `'a'`, `['a']` and `1`. Null for one that is computed. */
export function memberKey(key: SyntaxNode): string | null {
  if (names.has(key.kind)) return key.text;
  if (key.kind === 'string') return stringText(key);
  if (key.kind === 'number') return String(Number(key.text.replaceAll('_', '')));
  const [inner] = key.kind === 'computed_property_name' ? code(key) : [];
  return inner && inner.kind !== 'identifier' ? memberKey(inner) : null;
}

export function keyOf(key: SyntaxNode, reader: Reader): Expression {
  const name = memberKey(key);
  if (name !== null) return string(name);
  const [inner] = key.kind === 'computed_property_name' ? code(key) : [key];
  return inner ? reader.expression(inner) : string('');
}
