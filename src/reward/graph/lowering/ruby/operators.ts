import type { ComparisonOperator, Expression } from '../../ir.ts';
import { all, comparison, connective, none, not, operation } from '../build.ts';
import { compare } from '../emptiness.ts';
import { isString, printf, template } from '../templates.ts';

const connectives = new Map<string, 'and' | 'or'>([
  ['&&', 'and'],
  ['and', 'and'],
  ['||', 'or'],
  ['or', 'or'],
]);

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** An operator with two operands, also of an assignment such as `||=`. */
export function binary(operator: string, left: Expression, right: Expression): Expression {
  const kind = connectives.get(operator);
  if (kind) return connective(kind, [left, right]);
  if (comparisons.has(operator)) return comparisonOf(operator as ComparisonOperator, left, right);
  if (operator === '!~') return not(operation('=~', left, right));
  if (operator === '===') return matches(left, right);
  if (operator === '+' && (isText(left) || isText(right))) return template([left, right]);
  if (operator === '%' && isString(left)) {
    const values = right.kind === 'collection' && right.type === 'list' ? right.items : [right];
    return printf(left.value, values, 'sd') ?? operation('%', left, right);
  }
  return operation(operator, left, right);
}

const isText = (value: Expression) => isString(value) || value.kind === 'format';
const isNone = (value: Expression) => value.kind === 'literal' && value.type === 'none';

/** `x == nil` is `x.nil?`. */
function comparisonOf(
  operator: ComparisonOperator,
  left: Expression,
  right: Expression,
): Expression {
  if (operator === '==' || operator === '!=') {
    const identity = operator === '==' ? 'is' : 'is not';
    if (isNone(right)) return comparison(identity, left, none);
    if (isNone(left)) return comparison(identity, right, none);
  }
  return compare(operator, left, right);
}

/** Whether `pattern === value`, as `when` asks: of a class, a range, a value. */
export function matches(pattern: Expression, value: Expression): Expression {
  if (isClass(pattern)) return comparison('instanceof', value, pattern);
  if (isNone(pattern)) return comparison('is', value, none);
  if (pattern.kind === 'operation' && /^\.\.\.?$/.test(pattern.operator)) {
    return within(pattern.operator, pattern.operands, value);
  }
  if (pattern.kind === 'literal' && pattern.type === 'regex') {
    return operation('=~', value, pattern);
  }
  const isValue =
    pattern.kind === 'literal' ||
    pattern.kind === 'format' ||
    (pattern.kind === 'other' && pattern.label.startsWith('symbol'));
  return isValue ? compare('==', value, pattern) : operation('===', pattern, value);
}

/** A constant that is not all in capitals is a class or module. */
function isClass(value: Expression): boolean {
  const isConstant = value.kind === 'variable' || value.kind === 'attribute';
  return isConstant && /^[A-Z]\w*[a-z]/.test(value.name);
}

/** Whether a range covers a value. */
export function within(
  operator: string,
  [from = none, to = none]: readonly Expression[],
  value: Expression,
): Expression {
  const bounds = [
    ...(isNone(from) ? [] : [compare('<=', from, value)]),
    ...(isNone(to) ? [] : [compare(operator === '..' ? '<=' : '<', value, to)]),
  ];
  return all(bounds);
}
