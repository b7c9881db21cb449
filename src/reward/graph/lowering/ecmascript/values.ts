import type {
  AssignmentExpression,
  Expression,
  Format,
  Pair,
  Sequence,
  Variable,
} from '../../ir.ts';
import { call, conditional, literal, not, operation, string, variable } from '../build.ts';

/** `undefined`, and what a function without `return` returns. */
export const undefinedValue = literal('none', 'none');
export const nullValue = literal('none', 'null');

export const pair = (key: Expression, value: Expression): Pair => ({ kind: 'pair', key, value });

export const sequence = (...expressions: Expression[]): Sequence => ({
  kind: 'sequence',
  expressions,
});

export const assignmentExpression = (
  target: Expression,
  value: Expression,
  isPostfix = false,
): AssignmentExpression => ({ kind: 'assignment', targets: [target], value, isPostfix });

export const same = (a: Expression, b: Expression): boolean =>
  a === b || (a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b));

/** Whether an expression reads, or binds, one of these variables. */
export const mentions = (expression: Expression, names: readonly string[]): boolean => {
  const text = JSON.stringify(expression);
  return names.some((name) => text.includes(JSON.stringify(variable(name))));
};

export const isString = (expression: Expression): boolean =>
  expression.kind === 'format' || (expression.kind === 'literal' && expression.type === 'string');

/** A name or a path of members: reading it twice is reading it once. */
export function isPath(expression: Expression): boolean {
  if (expression.kind === 'attribute') return isPath(expression.object);
  return expression.kind === 'variable';
}

/** A number that can be calculated with exactly. */
export function integerValue(expression: Expression): number | null {
  if (expression.kind !== 'literal' || expression.type !== 'integer') return null;
  const value = Number(expression.value);
  return Number.isSafeInteger(value) ? value : null;
}

/** Text put together: neighbouring literals become one, and what is one literal stays one. */
export function format(parts: readonly Expression[]): Expression {
  const joined: Expression[] = [];
  for (const part of parts.flatMap((each) => (each.kind === 'format' ? each.parts : [each]))) {
    const text = constantText(part);
    const last = joined.at(-1);
    if (text === null) joined.push(part);
    else if (last?.kind === 'literal') joined.splice(-1, 1, string(last.value + text));
    else if (text !== '') joined.push(string(text));
  }
  const [first = string('')] = joined;
  if (joined.length < 2 && first.kind === 'literal') return first;
  return { kind: 'format', parts: joined } satisfies Format;
}

function constantText(expression: Expression): string | null {
  if (expression.kind !== 'literal') return null;
  const { type, value } = expression;
  return type === 'string' || type === 'integer' || type === 'boolean' ? value : null;
}

const boolean = (expression: Expression): boolean | null =>
  expression.kind === 'literal' && expression.type === 'boolean'
    ? expression.value === 'true'
    : null;

/** `Boolean(x)` and `!!x`; nothing is done to what is true or false anyway. */
export const truth = (value: Expression): Expression =>
  isBoolean(value) ? value : call(variable('bool'), value);

function isBoolean(value: Expression): boolean {
  if (value.kind === 'and' || value.kind === 'or') return value.operands.every(isBoolean);
  if (value.kind === 'comprehension') return value.type === 'any' || value.type === 'all';
  return value.kind === 'comparison' || value.kind === 'not' || boolean(value) !== null;
}

/** What is asked of a condition: whether it holds, so that `!!x` is `x`. */
export function condition(value: Expression): Expression {
  const isTruth =
    value.kind === 'call' && value.callee.kind === 'variable' && value.callee.name === 'bool';
  return (isTruth && value.arguments[0]?.value) || value;
}

export function negation(operand: Expression): Expression {
  const value = condition(operand);
  const constant = boolean(value);
  if (constant !== null) return literal('boolean', String(!constant));
  const number = integerValue(value);
  if (number !== null) return literal('boolean', String(number === 0));
  return value.kind === 'not' ? truth(value.operand) : not(value);
}

/** `c ? true : false` is whether c holds. */
export function choice(test: Expression, yes: Expression, no: Expression): Expression {
  if (boolean(yes) === true && boolean(no) === false) return truth(test);
  if (boolean(yes) === false && boolean(no) === true) return negation(test);
  if (test.kind === 'not') return conditional(condition(test.operand), no, yes);
  return conditional(condition(test), yes, no);
}

const integerOperations = new Map<string, (a: number, b: number) => number>([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['**', (a, b) => a ** b],
  ['%', (a, b) => a % b],
  ['/', (a, b) => a / b],
  ['<<', (a, b) => a << b],
  ['>>', (a, b) => a >> b],
  ['>>>', (a, b) => a >>> b],
  ['&', (a, b) => a & b],
  ['|', (a, b) => a | b],
  ['^', (a, b) => a ^ b],
]);

/** An operation; `60 * 1000` is calculated and `'a' + b` put together. */
export function arithmetic(operator: string, left: Expression, right: Expression): Expression {
  if (operator === '+' && (isString(left) || isString(right))) return format([left, right]);
  const [a, b] = [integerValue(left), integerValue(right)];
  const result = a === null || b === null ? undefined : integerOperations.get(operator)?.(a, b);
  if (Number.isSafeInteger(result)) return literal('integer', String(result));
  if (a !== null && b === 0 && operator === '/') return literal('float', String(a / b));
  return operation(operator, left, right);
}

export const isVariable = (expression: Expression, name?: string): expression is Variable =>
  expression.kind === 'variable' && (name === undefined || expression.name === name);
