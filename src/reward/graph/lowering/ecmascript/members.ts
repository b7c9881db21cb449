import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Argument, Expression } from '../../ir.ts';
import {
  attribute,
  call,
  callWith,
  collection,
  index,
  integer,
  other,
  variable,
} from '../build.ts';
import { memberKey } from './keys.ts';
import { knownCall } from './knownCalls.ts';
import { taggedTemplate } from './literals.ts';
import { isNullish, readTwice } from './nullish.ts';
import { bare, code, type ExpressionRule, type Reader } from './reader.ts';
import { choice, isVariable, undefinedValue } from './values.ts';

/** A link of `a?.b.c()`: its value where no `?.` before it met null, and the question if one did. */
interface Link {
  readonly value: Expression;
  readonly isNullish: Expression | null;
}

type LinkRule = (node: SyntaxNode, reader: Reader) => Link;

const whole = ({ value, isNullish }: Link): Expression =>
  isNullish ? choice(isNullish, undefinedValue, value) : value;

function linkOf(node: SyntaxNode | undefined, reader: Reader): Link {
  if (!node) return { value: undefinedValue, isNullish: null };
  const inner = node.kind === 'non_null_expression' ? bare(node) : node;
  const rule = links.get(inner.kind);
  return rule ? rule(inner, reader) : { value: reader.expression(inner), isNullish: null };
}

const isOptional = (node: SyntaxNode): boolean =>
  node.children.some(({ kind }) => kind === 'optional_chain' || kind === '?.');

/** The object of a member: after `?.` the question whether it is null is asked of all before. */
function objectOf(node: SyntaxNode, reader: Reader): Link {
  const object = linkOf(node.child('object'), reader);
  if (!isOptional(node)) return object;
  const { first, again } = readTwice(whole(object), reader);
  return { value: again, isNullish: isNullish(first) };
}

function member(node: SyntaxNode, reader: Reader): Link {
  const object = objectOf(node, reader);
  return { ...object, value: memberOf(object.value, node.child('property')?.text ?? '') };
}

function memberOf(object: Expression, name: string): Expression {
  if (name === 'length') return lengthOf(object);
  return isVariable(object, 'Number') ? numberMember(name, object) : attribute(object, name);
}

const lengthOf = (object: Expression): Expression =>
  object.kind === 'literal' && object.type === 'string'
    ? integer(String(object.value.length))
    : call(variable('len'), object);

const numberConstants = new Map([
  ['NaN', 'NaN'],
  ['POSITIVE_INFINITY', 'Infinity'],
]);

/** `Number.NaN` is the global `NaN`, as are the functions that `Number` repeats. */
function numberMember(name: string, object: Expression): Expression {
  const constant = numberConstants.get(name);
  if (constant) return { kind: 'literal', type: 'float', value: constant };
  return /^(isNaN|parseInt|parseFloat)$/.test(name) ? variable(name) : attribute(object, name);
}

function subscript(node: SyntaxNode, reader: Reader): Link {
  const object = objectOf(node, reader);
  const key = node.child('index');
  const name = key && key.kind !== 'identifier' && key.kind !== 'number' ? memberKey(key) : null;
  if (name !== null && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) {
    return { ...object, value: memberOf(object.value, name) };
  }
  const at = key ? reader.expression(key) : undefinedValue;
  return { ...object, value: index(object.value, at) };
}

function callLink(node: SyntaxNode, reader: Reader): Link {
  const callee = node.child('function');
  const given = node.child('arguments');
  const link = linkOf(callee, reader);
  if (given?.kind === 'template_string') {
    return { ...link, value: taggedTemplate(link.value, given, reader) };
  }
  const args = argumentsOf(given, reader);
  if (!isOptional(node)) return { ...link, value: knownCall(callWith(link.value, args), given) };
  const { value } = link;
  const { first, again } = readTwice(whole(link), reader);
  // The receiver would be lost with the function in a variable, so that it is handed on.
  const called =
    value.kind === 'attribute'
      ? callWith(attribute(again, 'call'), [{ value: value.object }, ...args])
      : callWith(again, args);
  return { value: called, isNullish: isNullish(first) };
}

const links = new Map<string, LinkRule>([
  ['member_expression', member],
  ['subscript_expression', subscript],
  ['call_expression', callLink],
]);

export function argumentsOf(node: SyntaxNode | undefined, reader: Reader): Argument[] {
  return (node ? code(node) : []).map((argument) => {
    if (argument.kind !== 'spread_element') return { value: reader.expression(argument) };
    const [inner = argument] = code(argument);
    return { value: reader.expression(inner), spread: 'positional' };
  });
}

/** `new Error(x)` is `Error(x)`; an empty `Array` or `Object` is a literal. */
function construction(node: SyntaxNode, reader: Reader): Expression {
  const written = node.child('constructor');
  const type = written ? reader.expression(written) : undefinedValue;
  const args = argumentsOf(node.child('arguments'), reader);
  const name = type.kind === 'variable' || type.kind === 'attribute' ? type.name : '';
  if (/(?:Error|Exception)$/.test(name)) return callWith(type, args);
  if (args.length === 0 && isVariable(type, 'Object')) return collection('dictionary', []);
  if (isVariable(type, 'Array')) return knownCall(callWith(type, args), node.child('arguments'));
  return callWith(other('new', [type]), args);
}

const link: ExpressionRule = (node, reader) => whole(linkOf(node, reader));

export const memberRules: [string, ExpressionRule][] = [
  ...[...links.keys()].map((kind): [string, ExpressionRule] => [kind, link]),
  ['new_expression', construction],
  ['import', () => variable('import')],
];
