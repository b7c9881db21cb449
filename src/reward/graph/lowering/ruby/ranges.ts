import type { Expression } from '../../ir.ts';
import { call, index, integer, literal, none, operation, variable } from '../build.ts';

const isRange = (value: Expression) =>
  value.kind === 'operation' && (value.operator === '..' || value.operator === '...');

const isNone = (value: Expression) => value.kind === 'literal' && value.type === 'none';

/** One more; a `- 1` is taken away again. */
export function successor(value: Expression): Expression {
  if (value.kind === 'operation' && value.operator === '-') {
    const [left, right] = value.operands;
    if (left && right?.kind === 'literal' && right.value === '1') return left;
  }
  return shifted(value, 1n) ?? operation('+', value, integer('1'));
}

/** One less. */
export const predecessor = (value: Expression): Expression =>
  shifted(value, -1n) ?? operation('-', value, integer('1'));

const shifted = (value: Expression, by: bigint) =>
  value.kind === 'literal' && value.type === 'integer'
    ? literal('integer', String(BigInt(value.value) + by))
    : null;

/** What a loop goes over: a range of integers is `range(low, high)`. */
export function iterableOf(value: Expression): Expression {
  if (!isRange(value) || value.kind !== 'operation') return value;
  const [low = none, high = none] = value.operands;
  if (isNone(high) || isText(low)) return value;
  return call(variable('range'), low, value.operator === '..' ? successor(high) : high);
}

const isText = (value: Expression) => value.kind === 'literal' && value.type === 'string';

const slice = (object: Expression, start: Expression | null, stop: Expression | null): Expression =>
  index(object, { kind: 'slice', bounds: [start, stop, null] });

const isZero = (value: Expression) => value.kind === 'literal' && value.value === '0';

/** The first `count` items. */
export const until = (object: Expression, count: Expression): Expression =>
  slice(object, null, count);

/** All but the first `count` items. */
export const from = (object: Expression, count: Expression): Expression =>
  slice(object, isZero(count) ? null : count, null);

/** `xs[i]`, `xs[a..b]`, `xs[start, length]`. */
export function elements(object: Expression, args: readonly Expression[]): Expression {
  const [first = none, second] = args;
  if (second) {
    const stop = isZero(first) ? second : sum(first, second);
    return slice(object, isZero(first) ? null : first, stop);
  }
  if (!isRange(first) || first.kind !== 'operation') return index(object, first);
  const [low = none, high = none] = first.operands;
  const start = isNone(low) || isZero(low) ? null : low;
  const stop = isNone(high) || first.operator === '...' ? high : successor(high);
  // `..-1` goes to the end; the next place after the last is not 0.
  const isEnd = isNone(stop) || (first.operator === '..' && isZero(stop));
  return slice(object, start, isEnd ? null : stop);
}

function sum(start: Expression, count: Expression): Expression | null {
  const isNumber = (value: Expression) => value.kind === 'literal' && value.type === 'integer';
  if (start.kind !== 'literal' || count.kind !== 'literal') return operation('+', start, count);
  if (!isNumber(start) || !isNumber(count)) return operation('+', start, count);
  const end = BigInt(start.value) + BigInt(count.value);
  return end === 0n && start.value.startsWith('-') ? null : literal('integer', String(end));
}
