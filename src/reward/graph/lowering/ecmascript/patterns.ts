import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, MemberPattern, Statement } from '../../ir.ts';
import {
  assign,
  attribute,
  branch,
  call,
  collection,
  comparison,
  connective,
  index,
  other,
  spread,
  string,
  variable,
} from '../build.ts';
import { keyOf, memberKey } from './keys.ts';
import { variableName } from './names.ts';
import { bare, code, type Reader } from './reader.ts';
import { assignmentExpression, isVariable, sequence, undefinedValue } from './values.ts';

/** Something that can be assigned to, and what is to be done once it was. */
export interface Target {
  readonly target: Expression;
  readonly following: readonly Statement[];
}

/** Statements that assign a value to a pattern. */
export function assignTo(pattern: SyntaxNode, value: Expression, reader: Reader): Statement[] {
  const { target, following } = targetOf(pattern, reader);
  return [assign(target, value), ...following];
}

/**
 * What an assignment changes. Defaults, which a plain target does not have, and members whose
 * names are computed are filled in by statements that follow.
 */
export function targetOf(node: SyntaxNode, reader: Reader): Target {
  const pattern = bare(node);
  switch (pattern.kind) {
    case 'assignment_pattern':
    case 'object_assignment_pattern':
      return withDefault(pattern, reader);
    case 'array_pattern':
    case 'array':
      return arrayTarget(pattern, reader);
    case 'object_pattern':
    case 'object':
      return objectTarget(pattern, reader);
    case 'rest_pattern':
    case 'spread_element': {
      const [rest] = code(pattern);
      if (!rest) break;
      const { target, following } = targetOf(rest, reader);
      return { target: spread(target), following };
    }
    case 'assignment_expression':
      return withDefault(pattern, reader);
  }
  return { target: place(pattern, reader), following: [] };
}

/** A variable or member; one named `length` is no call of `len` here. */
function place(node: SyntaxNode, reader: Reader): Expression {
  const object = node.child('object');
  const property = node.child('property');
  if (node.kind === 'member_expression' && object && property) {
    return attribute(reader.expression(object), property.text);
  }
  if (node.kind.startsWith('shorthand_property')) return variable(variableName(node.text));
  return reader.expression(node);
}

function withDefault(pattern: SyntaxNode, reader: Reader): Target {
  const left = pattern.child('left');
  const right = pattern.child('right');
  if (!left || !right) return { target: reader.temporary(), following: [] };
  const inner = targetOf(left, reader);
  const isPlain = isVariable(inner.target);
  const target = isPlain ? inner.target : reader.temporary();
  const following = [
    ...defaulting(target, reader.expression(right)),
    ...(isPlain ? [] : [assign(inner.target, target)]),
    ...inner.following,
  ];
  return { target, following };
}

/** `if (x === undefined) x = value` */
export const defaulting = (target: Expression, value: Expression): Statement[] => [
  branch(comparison('==', target, undefinedValue), [assign(target, value)]),
];

function arrayTarget(pattern: SyntaxNode, reader: Reader): Target {
  const items: Target[] = [];
  let isHole = true;
  for (const child of pattern.children.slice(1)) {
    if (child.isNamed) items.push(targetOf(child, reader));
    else if (isHole && child.kind === ',')
      items.push({ target: reader.temporary(), following: [] });
    isHole = child.kind === ',';
  }
  return {
    target: collection(
      'list',
      items.map(({ target }) => target),
    ),
    following: items.flatMap(({ following }) => following),
  };
}

function objectTarget(pattern: SyntaxNode, reader: Reader): Target {
  const entries: { name: string; target: Expression }[] = [];
  const others: { target: Expression; value(whole: Expression): Expression }[] = [];
  const following: Statement[] = [];
  for (const member of code(pattern)) {
    const isRest = member.kind === 'rest_pattern' || member.kind === 'spread_element';
    const inside = isRest ? code(member)[0] : (member.child('value') ?? member);
    if (!inside) continue;
    const { target, following: later } = targetOf(inside, reader);
    const key = member.child('key') ?? member.child('left') ?? member;
    const name = isRest ? null : memberKey(key);
    if (isRest) {
      const taken = entries.map((entry) => string(entry.name));
      others.push({ target, value: (whole) => other('rest', [whole, ...taken]) });
    } else if (name === 'length') {
      others.push({ target, value: (whole) => call(variable('len'), whole) });
    } else if (name === null) {
      others.push({ target, value: (whole) => index(whole, keyOf(key, reader)) });
    } else entries.push({ name, target });
    following.push(...later);
  }
  const members: MemberPattern = { kind: 'members', entries };
  if (others.length === 0) return { target: members, following };
  const whole = reader.temporary();
  const named = entries.length > 0 ? [assign(members, whole)] : [];
  const rest = others.map(({ target, value }) => assign(target, value(whole)));
  return { target: whole, following: [...named, ...rest, ...following] };
}

/** An assignment that is itself an expression. */
export function assignmentOf(node: SyntaxNode, value: Expression, reader: Reader): Expression {
  const { target, following } = targetOf(node, reader);
  const assignment = assignmentExpression(target, value);
  return following.length === 0
    ? assignment
    : sequence(assignment, ...following.flatMap(asExpressions));
}

/** What `targetOf` adds, inside an expression: `x === undefined && (x = value)`. */
function asExpressions(statement: Statement): Expression[] {
  if (statement.kind === 'if') {
    const { condition, consequence } = statement;
    return [connective('and', [condition, ...consequence.flatMap(asExpressions)])];
  }
  if (statement.kind !== 'assign') return [];
  return statement.targets.map((target) => assignmentExpression(target, statement.value));
}
