import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { ComparisonOperator, Expression } from '../../ir.ts';
import {
  attribute,
  boolean,
  callMethod,
  collection,
  connective,
  functionExpression,
  index,
  integer,
  none,
  not,
  operation,
  other,
  unary,
  variable,
} from '../build.ts';
import { compare, length } from '../emptiness.ts';
import { template } from '../templates.ts';
import { callExpression, typeConversion } from './calls.ts';
import { compositeLiteral } from './composites.ts';
import { goFloat, goInteger, interpretedString, rawString, rune } from './literals.ts';
import type { ExpressionRule, GoReader } from './reader.ts';
import { sliceExpression } from './slices.ts';
import { typeExpression } from './types.ts';
import { typeOf } from './valueTypes.ts';

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=']);
const connectives = new Map([
  ['&&', 'and'],
  ['||', 'or'],
] as const);

export const expressions: ReadonlyMap<string, ExpressionRule> = new Map<string, ExpressionRule>([
  ['identifier', identifier],
  ['blank_identifier', () => variable('_')],
  ['true', () => boolean(true)],
  ['false', () => boolean(false)],
  ['nil', () => none],
  ['iota', (_, go) => (go.iota === null ? variable('iota') : integer(String(go.iota)))],
  ['int_literal', goInteger],
  ['float_literal', goFloat],
  ['imaginary_literal', (node) => other(`imaginary ${node.text}`)],
  ['rune_literal', rune],
  ['interpreted_string_literal', interpretedString],
  ['raw_string_literal', rawString],
  ['parenthesized_expression', (node, go) => go.expression(node.named[0])],
  ['expression_list', expressionList],
  ['selector_expression', selector],
  ['index_expression', indexExpression],
  ['slice_expression', sliceExpression],
  ['call_expression', callExpression],
  ['type_conversion_expression', typeConversion],
  ['type_instantiation_expression', (node, go) => typeExpression(node.child('type'), go)],
  ['type_assertion_expression', typeAssertion],
  ['composite_literal', compositeLiteral],
  ['func_literal', (node, go) => functionExpression(go.definition(node, ''))],
  ['unary_expression', unaryExpression],
  ['binary_expression', binaryExpression],
]);

function identifier({ text }: SyntaxNode, go: GoReader): Expression {
  return variable(go.scope.resolve(text) ?? text);
}

/** Several values are a tuple. */
function expressionList(node: SyntaxNode, go: GoReader): Expression {
  const values = go.expressions(node.named);
  return values.length === 1 && values[0] ? values[0] : collection('tuple', values);
}

/** `(*p).x` and `(&v).x` are `p.x` and `v.x`. */
function selector(node: SyntaxNode, go: GoReader): Expression {
  const object = go.expression(node.child('operand'));
  const name = node.child('field')?.text ?? '';
  if (object.kind === 'attribute' && object.name === '*') return attribute(object.object, name);
  const [operand] = object.kind === 'operation' && object.operator === 'u&' ? object.operands : [];
  return attribute(operand?.kind === 'variable' ? operand : object, name);
}

function indexExpression(node: SyntaxNode, go: GoReader): Expression {
  return index(go.expression(node.child('operand')), go.expression(node.child('index')));
}

function typeAssertion(node: SyntaxNode, go: GoReader): Expression {
  return other('assert', [
    go.expression(node.child('operand')),
    typeExpression(node.child('type'), go),
  ]);
}

function unaryExpression(node: SyntaxNode, go: GoReader): Expression {
  const operator = node.child('operator')?.text ?? '';
  const operand = go.expression(node.child('operand'));
  switch (operator) {
    case '!':
      return not(operand);
    case '^':
      return operation('u~', operand);
    case '<-':
      return callMethod(operand, 'receive');
    case '*':
      return attribute(operand, '*');
    default:
      return unary(operator, operand);
  }
}

function binaryExpression(node: SyntaxNode, go: GoReader): Expression {
  const operator = node.child('operator')?.text ?? '';
  const left = go.expression(node.child('left'));
  const right = go.expression(node.child('right'));
  const kind = connectives.get(operator as '&&');
  if (kind) return connective(kind, [truth(left), truth(right)]);
  return comparisons.has(operator)
    ? comparisonOf(operator as ComparisonOperator, left, right)
    : binary(operator, left, right, go);
}

/** A value that is known to be true or false: the double negation says so. */
function truth(value: Expression): Expression {
  const isOpen = value.kind === 'variable' || value.kind === 'attribute' || value.kind === 'call';
  return isOpen || value.kind === 'index' ? not(not(value)) : value;
}

/** An operator with two operands, also of an assignment such as `&^=`. */
export function binary(
  operator: string,
  left: Expression,
  right: Expression,
  go: GoReader,
): Expression {
  if (operator === '&^') return operation('&', left, operation('u~', right));
  const isText = [left, right].some((side) => typeOf(side, go.function) === 'string');
  return operator === '+' && isText ? template([left, right]) : operation(operator, left, right);
}

/** Conditions are booleans, and only the empty string has no bytes. */
function comparisonOf(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
): Expression {
  if (operator !== '==' && operator !== '!=') return compare(operator, left, right);
  const equal = left.kind === 'literal' ? equals(right, left) : equals(left, right);
  if (operator === '==') return equal;
  return equal.kind === 'comparison' ? { ...equal, operator: '!=' } : not(equal);
}

/** `x == v`; `b == true` is `b`. */
export function equals(value: Expression, literal: Expression): Expression {
  const subject = isTrue(value) ? literal : value;
  const other = subject === value ? literal : value;
  if (isTrue(other)) return subject;
  if (other.kind === 'literal' && other.type === 'boolean') return not(subject);
  if (other.kind === 'literal' && other.type === 'string' && other.value === '') {
    return compare('==', length(subject), integer('0'));
  }
  return compare('==', subject, other);
}

const isTrue = (value: Expression) =>
  value.kind === 'literal' && value.type === 'boolean' && value.value === 'true';
