import type { NodeId } from '../nodeStore.ts';
import type { Values } from '../values.ts';
import { simplifiedConjunction } from './conjunction.ts';
import type { NodeRule } from './rule.ts';

const only = (operands: readonly NodeId[]): NodeId => {
  const [operand] = operands;
  if (operand === undefined) throw new Error('A negation and a truth have one operand.');
  return operand;
};

/** The other side of an equality with an integer. */
function equalTo(values: Values, id: NodeId, expected: bigint): NodeId | undefined {
  const [a, b] = values.match(id, 'eq') ?? [];
  if (a === undefined || b === undefined) return undefined;
  if (values.integerAt(b) === expected) return a;
  return values.integerAt(a) === expected ? b : undefined;
}

function isRemainder(values: Values, id: NodeId, divisor?: bigint): boolean {
  const by = values.match(id, 'op:%')?.[1];
  if (by === undefined) return false;
  return divisor === undefined || values.integerAt(by) === divisor;
}

/** Conditions: negations move inwards, conjunctions are sets, and truth is asked of the value itself. */
export const conditionRules: readonly NodeRule[] = [
  {
    name: 'double negation',
    before: 'if not not x: …',
    after: 'if x: …',
    on: ['not'],
    apply: (values, operands) => values.match(only(operands), 'not')?.[0],
  },
  {
    name: 'negated constant',
    before: 'not True',
    after: 'False',
    on: ['not'],
    apply(values, operands) {
      if (only(operands) === values.true) return values.false;
      return only(operands) === values.false ? values.true : undefined;
    },
  },
  {
    name: 'conjunction',
    before: 'if a:\n    if b or not a: …',
    after: 'if a and b: …',
    on: ['and'],
    apply(values, operands) {
      const parts = simplifiedConjunction(values, operands);
      if (parts === null) return values.false;
      const [first = values.true] = parts;
      return parts.length < 2 ? first : values.keep('and', 'boolean', parts);
    },
  },
  {
    name: 'truth of a negation',
    before: 'if x % 2 != 1: …',
    after: 'if not x % 2: …',
    on: ['truth'],
    apply(values, operands) {
      const inner = values.match(only(operands), 'not')?.[0];
      return inner === undefined ? undefined : values.not(values.truth(inner));
    },
  },
  {
    name: 'truth of a constant',
    before: 'while 1: …',
    after: 'while True: …',
    on: ['truth'],
    apply(values, operands) {
      if (only(operands) === values.none) return values.false;
      const number = values.integerAt(only(operands));
      if (number !== undefined && values.traits.zeroIsFalse) {
        return number === 0n ? values.false : values.true;
      }
      const text = values.stringAt(only(operands));
      if (text === undefined || !values.traits.emptyIsFalse) return undefined;
      return text === '' ? values.false : values.true;
    },
  },
  {
    name: 'truth of a boolean',
    before: 'if bool(x): …',
    after: 'if x: …',
    on: ['truth'],
    apply(values, operands) {
      const inner = values.argumentOf(only(operands), 'bool');
      return inner === undefined ? undefined : values.truth(inner);
    },
  },
  {
    name: 'boolean of a boolean',
    before: 'bool(a < b)',
    after: 'a < b',
    on: ['call/1'],
    apply(values, operands) {
      const [callee, value] = operands;
      if (callee === undefined || value === undefined || !values.isBoolean(value)) return undefined;
      return values.label(callee) === 'global:bool' ? value : undefined;
    },
  },
  {
    name: 'truth of a length',
    before: 'if len(x): …',
    after: 'if x: …',
    on: ['truth'],
    apply(values, operands) {
      const inner = values.argumentOf(only(operands), 'len');
      return inner === undefined || !values.traits.emptyIsFalse ? undefined : values.truth(inner);
    },
  },
  {
    name: 'odd',
    before: 'if x % 2 == 1: …',
    after: 'if x % 2: …',
    on: ['truth'],
    apply(values, operands) {
      if (!values.traits.zeroIsFalse) return undefined;
      const value = equalTo(values, only(operands), 1n);
      return value !== undefined && isRemainder(values, value, 2n) ? value : undefined;
    },
  },
  {
    name: 'equal to zero',
    before: 'if x % 3 == 0: …',
    after: 'if not x % 3: …',
    on: ['truth'],
    apply(values, operands) {
      if (!values.traits.zeroIsFalse) return undefined;
      const value = equalTo(values, only(operands), 0n);
      if (value === undefined) return undefined;
      const isNumber = values.at(value).number || isRemainder(values, value);
      return isNumber ? values.not(values.truth(value)) : undefined;
    },
  },
  {
    name: 'not empty',
    before: 'if len(x) > 0: …',
    after: 'if x: …',
    on: ['truth'],
    apply(values, operands) {
      const [low, high] = values.match(only(operands), 'lt') ?? [];
      if (low === undefined || high === undefined || !values.traits.zeroIsFalse) return undefined;
      const isLength = values.integerAt(low) === 0n && values.argumentOf(high, 'len') !== undefined;
      return isLength ? values.truth(high) : undefined;
    },
  },
  {
    name: 'truth of a choice',
    before: 'if (True if c else x): …',
    after: 'if c or x: …',
    on: ['truth'],
    apply(values, operands) {
      const [condition, a, b] = values.match(only(operands), 'phi') ?? [];
      if (condition === undefined || a === undefined || b === undefined) return undefined;
      const [first, second] = [values.truth(a), values.truth(b)];
      const or = (x: NodeId, y: NodeId) => values.not(values.and([values.not(x), values.not(y)]));
      if (first === values.true) return or(condition, second);
      if (second === values.true) return or(values.not(condition), first);
      if (first === values.false) return values.and([values.not(condition), second]);
      return second === values.false ? values.and([condition, first]) : undefined;
    },
  },
  {
    name: 'truth of a value',
    before: 'if (a and b) or c: …',
    after: 'if not (not (a and b) and not c): …',
    on: ['truth'],
    apply(values, operands) {
      const value = only(operands);
      const all = values.match(value, 'andv');
      if (all) return values.and(all.map((operand) => values.truth(operand)));
      const any = values.match(value, 'orv');
      if (!any) return value;
      return values.not(values.and(any.map((operand) => values.not(values.truth(operand)))));
    },
  },
];
