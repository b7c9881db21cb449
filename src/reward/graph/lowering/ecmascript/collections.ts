import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import { collection, other, spread, string } from '../build.ts';
import { functionValue } from './functionValues.ts';
import { keyOf } from './keys.ts';
import { code, type ExpressionRule, type Reader } from './reader.ts';
import { pair, undefinedValue } from './values.ts';

const spreadOf: ExpressionRule = (node, reader) => {
  const [value] = code(node);
  return spread(value ? reader.expression(value) : undefinedValue);
};

/** A hole between two commas is `undefined`. */
function array(node: SyntaxNode, reader: Reader): Expression {
  const items: Expression[] = [];
  let isHole = true;
  for (const child of node.children.slice(1)) {
    if (child.isNamed) items.push(reader.expression(child));
    else if (isHole && child.kind === ',') items.push(undefinedValue);
    isHole = child.kind === ',';
  }
  return collection('list', items);
}

const object: ExpressionRule = (node, reader) =>
  collection(
    'dictionary',
    code(node).map((member) => memberOf(member, reader)),
  );

function memberOf(member: SyntaxNode, reader: Reader): Expression {
  if (member.kind === 'shorthand_property_identifier') {
    return pair(string(member.text), reader.expression(member));
  }
  const key = member.child('key') ?? member.child('name');
  const value = member.child('value');
  if (member.kind === 'method_definition' && key) {
    return pair(keyOf(key, reader), method(member, reader));
  }
  return key && value
    ? pair(keyOf(key, reader), reader.expression(value))
    : reader.expression(member);
}

/** A method as the value of its name; an accessor is told from a method. */
export function method(node: SyntaxNode, reader: Reader): Expression {
  const accessor = node.children.find(({ kind }) => kind === 'get' || kind === 'set');
  const value = functionValue(node, '', reader);
  return accessor ? other(accessor.kind, [value]) : value;
}

export const collectionRules: [string, ExpressionRule][] = [
  ['array', array],
  ['object', object],
  ['spread_element', spreadOf],
];
