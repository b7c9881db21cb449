import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import {
  attribute,
  boolean,
  collection,
  float,
  integer,
  none,
  other,
  string,
  variable,
} from '../build.ts';
import type { GoReader, ValueType } from './reader.ts';

const integers = /^(?:u?int(?:8|16|32|64)?|uintptr|byte|rune)$/;
const floats = /^float(?:32|64)$/;
const aliases = new Map([
  ['byte', 'uint8'],
  ['rune', 'int32'],
]);

/** A type as a value, as in a conversion or assertion; type arguments are dropped. */
export function typeExpression(node: SyntaxNode | undefined, go: GoReader): Expression {
  if (!node) return other('missing');
  switch (node.kind) {
    case 'type_identifier':
    case 'identifier': {
      const name = aliases.get(node.text) ?? node.text;
      return variable(go.scope.resolve(name) ?? name);
    }
    case 'qualified_type':
      return attribute(variable(node.child('package')?.text ?? ''), node.child('name')?.text ?? '');
    case 'generic_type':
      return typeExpression(node.child('type'), go);
    case 'parenthesized_type':
    case 'type_elem':
      return typeExpression(node.named[0], go);
    case 'interface_type':
      return node.named.length === 0 ? variable('any') : other(node.text.replace(/\s+/g, ' '));
    case 'array_type':
      return other(node.kind, [
        go.expression(node.child('length')),
        typeExpression(node.child('element'), go),
      ]);
    case 'slice_type':
    case 'pointer_type':
    case 'map_type':
      return other(
        node.kind,
        node.named.map((part) => typeExpression(part, go)),
      );
    default:
      return other(node.text.replace(/\s+/g, ' '));
  }
}

export function valueType(node: SyntaxNode | undefined): ValueType {
  if (node?.kind !== 'type_identifier') return 'other';
  if (integers.test(node.text)) return 'integer';
  if (floats.test(node.text)) return 'float';
  if (node.text === 'string') return 'string';
  return node.text === 'bool' ? 'boolean' : 'other';
}

const withoutValue = new Set([
  'pointer_type',
  'slice_type',
  'map_type',
  'channel_type',
  'function_type',
  'interface_type',
]);

/** What a variable of this type holds before anything is assigned. */
export function zeroValue(type: SyntaxNode | undefined, go: GoReader): Expression {
  switch (valueType(type)) {
    case 'string':
      return string('');
    case 'integer':
      return integer('0');
    case 'float':
      return float('0');
    case 'boolean':
      return boolean(false);
    default:
  }
  const isNone = !type || withoutValue.has(type.kind) || /^(?:error|any)$/.test(type.text);
  if (isNone) return none;
  if (type.kind === 'parenthesized_type') return zeroValue(type.named[0], go);
  return other('composite', [typeExpression(type, go), collection('list', [])]);
}
