import type { ComparisonOperator, Expression } from '../ir.ts';
import { call, comparison, integer, variable } from './build.ts';

export const length = (of: Expression): Expression => call(variable('len'), of);

const mirrored = new Map<ComparisonOperator, ComparisonOperator>([
  ['<', '>'],
  ['>', '<'],
  ['<=', '>='],
  ['>=', '<='],
  ['==', '=='],
  ['!=', '!='],
]);

/** A length is never below 0: by operator and number, whether the test is for a length of 0. */
const tests = new Map([
  ['> 0', '!='],
  ['>= 1', '!='],
  ['< 1', '=='],
  ['<= 0', '=='],
] as const);

/** A comparison; one that asks whether a length is 0 in any way becomes `len(x) == 0` or `!= 0`. */
export function compare(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
): Expression {
  const turned = mirrored.get(operator);
  if (isLength(right) && turned && !isLength(left)) return compare(turned, right, left);
  if (isLength(left) && right.kind === 'literal' && right.type === 'integer') {
    const test = tests.get(`${operator} ${right.value}` as '> 0');
    if (test) return comparison(test, left, integer('0'));
  }
  return comparison(operator, left, right);
}

function isLength(expression: Expression): boolean {
  if (expression.kind !== 'call' || expression.arguments.length !== 1) return false;
  return expression.callee.kind === 'variable' && expression.callee.name === 'len';
}
