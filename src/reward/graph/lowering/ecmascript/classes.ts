import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import { lambda, other, string } from '../build.ts';
import { method } from './collections.ts';
import { keyOf } from './keys.ts';
import { code, type ExpressionRule, type Reader } from './reader.ts';
import { pair, undefinedValue } from './values.ts';

/** A class is what it extends and its members; their order means nothing. */
export function classValue(node: SyntaxNode, reader: Reader): Expression {
  const heritage = node.childOfKind('class_heritage');
  const extended = heritage?.childOfKind('extends_clause') ?? heritage;
  const base = extended?.child('value') ?? (extended && code(extended)[0]);
  const members = (node.child('body')?.named ?? []).flatMap((member) => memberOf(member, reader));
  return other('class', [
    ...(base && base.kind !== 'implements_clause' ? [reader.expression(base)] : []),
    { kind: 'collection', type: 'dictionary', items: members },
  ]);
}

function memberOf(member: SyntaxNode, reader: Reader): Expression[] {
  const isStatic = member.childOfKind('static') !== undefined;
  const mark = (value: Expression) => (isStatic ? other('static', [value]) : value);
  const key = member.child('name') ?? member.child('property');
  const value = member.child('value');
  switch (member.kind) {
    case 'method_definition':
      return key ? [mark(pair(keyOf(key, reader), method(member, reader)))] : [];
    case 'field_definition':
    case 'public_field_definition': {
      const initial = value ? reader.expression(value) : undefinedValue;
      return key ? [mark(pair(keyOf(key, reader), initial))] : [];
    }
    case 'class_static_block':
      return [other('static', [lambda([], reader.block(member.child('body')))])];
    default:
      return [];
  }
}

/** Members of an enumeration count on from the one before. */
export function enumValue(node: SyntaxNode, reader: Reader): Expression {
  const members = (node.child('body')?.named ?? []).map((member) => {
    const [name = member, value] = [member.child('name'), member.child('value')];
    return value ? pair(keyOf(name, reader), reader.expression(value)) : string(member.text);
  });
  return other('enum', members);
}

export const classRules: [string, ExpressionRule][] = [['class', classValue]];
