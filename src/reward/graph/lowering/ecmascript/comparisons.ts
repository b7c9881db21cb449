import type { ComparisonOperator, Expression } from '../../ir.ts';
import { call, callMethod, comparison, not, variable } from '../build.ts';
import { isNullish } from './nullish.ts';
import { integerValue, isVariable, negation, same, truth, undefinedValue } from './values.ts';

const operators = new Map<string, ComparisonOperator>([
  ['==', '=='],
  ['===', '=='],
  ['!=', '!='],
  ['!==', '!='],
  ['<', '<'],
  ['>', '>'],
  ['<=', '<='],
  ['>=', '>='],
  ['instanceof', 'instanceof'],
]);

const flipped = new Map<ComparisonOperator, ComparisonOperator>([
  ['==', '=='],
  ['!=', '!='],
  ['<', '>'],
  ['>', '<'],
  ['<=', '>='],
  ['>=', '<='],
]);

/** How a search's place is asked to be none (false) or any (true). */
const placeQuestions = new Map([
  ['== -1', false],
  ['< 0', false],
  ['<= -1', false],
  ['!= -1', true],
  ['>= 0', true],
  ['> -1', true],
]);

export const isComparison = (operator: string): boolean =>
  operators.has(operator) || operator === 'in';

/** A comparison as it is written; constants stand on the right. */
export function compare(written: string, a: Expression, b: Expression): Expression {
  if (written === 'in') return comparison('in', a, callMethod(variable('Object'), 'keys', b));
  const operator = operators.get(written) ?? '==';
  const mirrored = flipped.get(operator);
  if (a.kind === 'literal' && b.kind !== 'literal' && mirrored) {
    return special(written, mirrored, b, a) ?? comparison(mirrored, b, a);
  }
  return special(written, operator, a, b) ?? comparison(operator, a, b);
}

function special(
  written: string,
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
): Expression | null {
  if (right.kind === 'literal' && right.type === 'none') {
    if (written === '==') return isNullish(left);
    return written === '!=' ? negated(isNullish(left)) : null;
  }
  if (operator === '!=' && same(left, right)) return call(variable('isNaN'), left);
  return (
    lengthQuestion(operator, left, right) ??
    typeQuestion(operator, left, right) ??
    membership(operator, left, right)
  );
}

/** A comparison with the opposite operator, so that no negation is left. */
const negated = (question: Expression): Expression =>
  question.kind === 'comparison' && question.operator === '=='
    ? { ...question, operator: '!=' }
    : not(question);

/** How a length is asked to be zero (false) or not (true). */
const lengthQuestions = new Map([
  ['== 0', false],
  ['<= 0', false],
  ['< 1', false],
  ['!= 0', true],
  ['> 0', true],
  ['>= 1', true],
]);

/** `xs.length > 0` is the truth of the length. */
function lengthQuestion(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
): Expression | null {
  const isLength = left.kind === 'call' && isVariable(left.callee, 'len');
  const isAny = lengthQuestions.get(`${operator} ${integerValue(right)}`);
  if (!isLength || isAny === undefined) return null;
  return isAny ? truth(left) : negation(left);
}

/** `typeof x === 'undefined'`, which minifiers write as `typeof x > 'u'`. */
function typeQuestion(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
): Expression | null {
  if (left.kind !== 'operation' || left.operator !== 'utypeof' || right.kind !== 'literal')
    return null;
  const [operand] = left.operands;
  const asked = `${operator} ${right.value}`;
  if (!operand) return null;
  if (asked === '== undefined' || asked === '> u') return comparison('==', operand, undefinedValue);
  if (asked === '!= undefined' || asked === '< u') return comparison('!=', operand, undefinedValue);
  return null;
}

/** What `xs.indexOf(x)` looks for, and where. */
export function search(expression: Expression): { item: Expression; where: Expression } | null {
  if (expression.kind !== 'call' || expression.callee.kind !== 'attribute') return null;
  const [item, ...others] = expression.arguments;
  if (expression.callee.name !== 'indexOf' || !item || item.spread || others.length > 0)
    return null;
  return { item: item.value, where: expression.callee.object };
}

/** `xs.indexOf(x) !== -1` is `xs.includes(x)`. */
function membership(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
): Expression | null {
  const found = search(left);
  const place = integerValue(right);
  const isAny = placeQuestions.get(`${operator} ${place}`);
  if (!found || isAny === undefined) return null;
  const question = comparison('in', found.item, found.where);
  return isAny ? question : negation(question);
}
