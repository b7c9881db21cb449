import type { NodeId } from '../nodeStore.ts';
import type { Values } from '../values.ts';
import { eitherOrder, pair } from './operands.ts';
import type { NodeRule } from './rule.ts';

/** 2 to the power of a literal shift of up to 64 places. */
function powerOfTwo(values: Values, id: NodeId): NodeId | undefined {
  const places = values.integerAt(id);
  if (places === undefined || places < 0n || places > 64n) return undefined;
  return values.integer(1n << places);
}

/** Arithmetic that has more than one spelling. */
export const arithmeticRules: readonly NodeRule[] = [
  {
    name: 'subtraction of a constant',
    before: 'x - 1',
    after: 'x + -1',
    on: ['op:-'],
    apply(values, operands) {
      const [a, b] = pair(operands);
      const constant = values.integerAt(b);
      if (constant === undefined) return undefined;
      return values.operation('+', [a, values.integer(-constant)]);
    },
  },
  {
    name: 'sum of constants',
    before: '(x + 1) + 2',
    after: 'x + 3',
    on: ['op:+'],
    apply(values, operands) {
      for (const [value, constant] of eitherOrder(operands)) {
        const second = values.integerAt(constant);
        if (second === undefined) continue;
        const plain = values.integerAt(value);
        if (plain !== undefined) return values.integer(plain + second);
        const sum = values.match(value, 'op:+');
        for (const [base, offset] of sum ? eitherOrder(sum) : []) {
          const first = values.integerAt(offset);
          if (first !== undefined) {
            return values.operation('+', [base, values.integer(first + second)]);
          }
        }
      }
      return undefined;
    },
  },
  {
    name: 'nothing added',
    before: 'len(x) + 0',
    after: 'len(x)',
    on: ['op:+'],
    apply(values, operands) {
      const [value] = eitherOrder(operands).find(([, zero]) => values.integerAt(zero) === 0n) ?? [];
      return value;
    },
  },
  {
    name: 'sum of equals',
    before: 'x + x',
    after: '2 * x',
    on: ['op:+'],
    apply(values, operands) {
      const [a, b] = pair(operands);
      return a === b ? values.operation('*', [values.integer(2n), a]) : undefined;
    },
  },
  {
    name: 'sum with a negative',
    before: 'a + -b',
    after: 'a - b',
    on: ['op:+'],
    apply(values, operands) {
      for (const [a, b] of eitherOrder(operands)) {
        const negated = values.match(b, 'op:u-')?.[0];
        if (negated !== undefined) return values.operation('-', [a, negated]);
      }
      return undefined;
    },
  },
  {
    name: 'negated difference',
    before: '-(a - b)',
    after: 'b - a',
    on: ['op:u-'],
    apply(values, operands) {
      const [a, b] = values.match(operands[0] ?? values.none, 'op:-') ?? [];
      return a === undefined || b === undefined ? undefined : values.operation('-', [b, a]);
    },
  },
  {
    name: 'square',
    before: 'x ** 2',
    after: 'x * x',
    on: ['op:**'],
    apply(values, operands) {
      const [a, b] = pair(operands);
      return values.integerAt(b) === 2n ? values.operation('*', [a, a]) : undefined;
    },
  },
  {
    name: 'lowest bit',
    before: 'x & 1',
    after: 'x % 2',
    on: ['op:&'],
    apply(values, operands) {
      const [value] = eitherOrder(operands).find(([, one]) => values.integerAt(one) === 1n) ?? [];
      return value === undefined ? undefined : values.operation('%', [value, values.integer(2n)]);
    },
  },
  {
    name: 'shift to the right',
    before: 'x >> 3',
    after: 'x // 8',
    on: ['op:>>'],
    apply(values, operands) {
      const [a, b] = pair(operands);
      const power = powerOfTwo(values, b);
      return power === undefined ? undefined : values.operation('//', [a, power]);
    },
  },
  {
    name: 'shift to the left',
    before: 'x << 3',
    after: 'x * 8',
    on: ['op:<<'],
    apply(values, operands) {
      const [a, b] = pair(operands);
      const power = powerOfTwo(values, b);
      return power === undefined ? undefined : values.operation('*', [a, power]);
    },
  },
];
