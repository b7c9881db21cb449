import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import { comparison, integer, operation, other, unary } from '../build.ts';
import { compare, isComparison, search } from './comparisons.ts';
import { coalesce, connect } from './nullish.ts';
import { assignmentOf } from './patterns.ts';
import { code, type ExpressionRule, type Reader } from './reader.ts';
import { arithmetic, choice, negation, sequence, undefinedValue } from './values.ts';

/** The field of a node that always has it; code with errors gets the node's own place. */
const field = (node: SyntaxNode, name: string): SyntaxNode =>
  node.child(name) ?? code(node).at(-1) ?? node;

const operatorOf = (node: SyntaxNode): string => node.child('operator')?.text ?? '';

function binaryOperation(
  operator: string,
  a: Expression,
  b: Expression,
  reader: Reader,
): Expression {
  if (isComparison(operator)) return compare(operator, a, b);
  if (operator === '&&') return connect('and', a, b);
  if (operator === '||') return connect('or', a, b);
  if (operator === '??') return coalesce(a, b, reader);
  return arithmetic(operator, a, b);
}

function binary(node: SyntaxNode, reader: Reader): Expression {
  const left = node.child('left');
  const right = node.child('right');
  if (!left || !right) return other(node.kind);
  const [a, b] = [reader.expression(left), reader.expression(right)];
  return binaryOperation(operatorOf(node), a, b, reader);
}

function unaryOperation(node: SyntaxNode, reader: Reader): Expression {
  const operand = reader.expression(field(node, 'argument'));
  const operator = operatorOf(node);
  switch (operator) {
    case '!':
      return negation(operand);
    case 'void':
      return operand.kind === 'literal' ? undefinedValue : sequence(operand, undefinedValue);
    case '~': {
      const found = search(operand);
      return found ? comparison('in', found.item, found.where) : operation('u~', operand);
    }
    case 'delete':
      return other('delete', [operand]);
    case '+':
      return operand.kind === 'literal' && operand.type !== 'string'
        ? operand
        : operation('u+', operand);
    default:
      return unary(operator, operand);
  }
}

function update(node: SyntaxNode, reader: Reader): Expression {
  const argument = field(node, 'argument');
  const operator = operatorOf(node).charAt(0);
  const isPostfix = node.children[0]?.field === 'argument';
  const value = arithmetic(operator, reader.expression(argument), integer('1'));
  const assignment = assignmentOf(argument, value, reader);
  return assignment.kind === 'assignment' ? { ...assignment, isPostfix } : assignment;
}

const assignment: ExpressionRule = (node, reader) => {
  const value = reader.expression(field(node, 'right'));
  return assignmentOf(field(node, 'left'), value, reader);
};

function augmentedAssignment(node: SyntaxNode, reader: Reader): Expression {
  const left = field(node, 'left');
  const operator = operatorOf(node).slice(0, -1);
  const before = reader.expression(left);
  const operand = reader.expression(field(node, 'right'));
  if (['&&', '||', '??'].includes(operator)) {
    return binaryOperation(operator, before, assignmentOf(left, operand, reader), reader);
  }
  return assignmentOf(left, arithmetic(operator, before, operand), reader);
}

export const operatorRules: [string, ExpressionRule][] = [
  ['binary_expression', binary],
  ['unary_expression', unaryOperation],
  ['update_expression', update],
  ['assignment_expression', assignment],
  ['augmented_assignment_expression', augmentedAssignment],
  [
    'ternary_expression',
    (node, reader) =>
      choice(
        reader.expression(field(node, 'condition')),
        reader.expression(field(node, 'consequence')),
        reader.expression(field(node, 'alternative')),
      ),
  ],
  ['sequence_expression', (node, reader) => sequence(...code(node).map(reader.expression))],
  [
    'await_expression',
    (node, reader) => ({ kind: 'await', value: reader.expression(field(node, 'argument')) }),
  ],
  [
    'yield_expression',
    (node, reader) => {
      const [value] = code(node);
      const isDelegated = node.childOfKind('*') !== undefined;
      return { kind: 'yield', value: value ? reader.expression(value) : null, isDelegated };
    },
  ],
];
