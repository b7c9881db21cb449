import type { NodeId } from '../nodeStore.ts';
import type { Values } from '../values.ts';
import type { NodeRule } from './rule.ts';

type Choice = readonly [condition: NodeId, consequence: NodeId, alternative: NodeId];

function choice(operands: readonly NodeId[]): Choice {
  const [condition, consequence, alternative] = operands;
  if (condition === undefined || consequence === undefined || alternative === undefined) {
    throw new Error('A choice has a condition and two values.');
  }
  return [condition, consequence, alternative];
}

function choiceAt(values: Values, id: NodeId): Choice | undefined {
  const operands = values.match(id, 'phi');
  return operands && choice(operands);
}

/** Choices between two values. */
export const phiRules: readonly NodeRule[] = [
  {
    name: 'constant condition',
    before: 'a if True else b',
    after: 'a',
    on: ['phi'],
    apply(values, operands) {
      const [condition, a, b] = choice(operands);
      if (condition === values.true) return a;
      return condition === values.false ? b : undefined;
    },
  },
  {
    name: 'negated condition',
    before: 'a if not c else b',
    after: 'b if c else a',
    on: ['phi'],
    apply(values, operands) {
      const [condition, a, b] = choice(operands);
      const inner = values.match(condition, 'not')?.[0];
      return inner === undefined ? undefined : values.phi(inner, b, a);
    },
  },
  {
    name: 'choice of true and false',
    before: 'True if a < b else False',
    after: 'a < b',
    on: ['phi'],
    apply(values, operands) {
      const [condition, a, b] = choice(operands);
      if (!values.isBoolean(condition)) return undefined;
      if (a === values.true && b === values.false) return condition;
      return a === values.false && b === values.true ? values.not(condition) : undefined;
    },
  },
  {
    name: 'minimum and maximum',
    before: 'a if a < b else b',
    after: 'min(a, b)',
    on: ['phi'],
    apply(values, operands) {
      const [condition, a, b] = choice(operands);
      const [low, high] = values.match(condition, 'lt') ?? [];
      if (low === a && high === b) return values.make('min', 'operation', [a, b]);
      if (low === b && high === a) return values.make('max', 'operation', [a, b]);
      return undefined;
    },
  },
  {
    name: 'minimum and maximum of two',
    before: 'min(a, b)',
    after: 'min(b, a)',
    on: ['call/2'],
    apply(values, operands) {
      const [callee, ...given] = operands;
      const label = callee === undefined ? '' : values.label(callee);
      if (label === 'global:min') return values.make('min', 'operation', given);
      return label === 'global:max' ? values.make('max', 'operation', given) : undefined;
    },
  },
  {
    name: 'nested choice of the same values',
    before: '(x if d else y) if c else y',
    after: 'x if c and d else y',
    on: ['phi'],
    apply(values, operands) {
      const [condition, a, b] = choice(operands);
      const first = choiceAt(values, a);
      if (first) {
        const [inner, x, y] = first;
        if (y === b) return values.phi(values.and([condition, inner]), x, b);
        if (x === b) return values.phi(values.and([condition, values.not(inner)]), y, b);
      }
      const second = choiceAt(values, b);
      if (second) {
        const [inner, x, y] = second;
        const otherwise = values.not(condition);
        if (x === a) return values.phi(values.and([otherwise, values.not(inner)]), y, a);
        if (y === a) return values.phi(values.and([otherwise, inner]), x, a);
      }
      return undefined;
    },
  },
  {
    name: 'choice by the value itself',
    before: 'a if a else b',
    after: 'a or b',
    on: ['phi'],
    apply(values, operands) {
      const [condition, a, b] = choice(operands);
      if (condition === a) return values.make('orv', 'connective', [a, b]);
      return condition === b ? values.make('andv', 'connective', [b, a]) : undefined;
    },
  },
  {
    name: 'condition that is known',
    before: '(x if c else y) if c else z',
    after: 'x if c else z',
    on: ['phi'],
    apply(values, operands) {
      const [condition, a, b] = choice(operands);
      const first = choiceAt(values, a);
      if (first?.[0] === condition) return values.phi(condition, first[1], b);
      const second = choiceAt(values, b);
      return second?.[0] === condition ? values.phi(condition, a, second[2]) : undefined;
    },
  },
];
