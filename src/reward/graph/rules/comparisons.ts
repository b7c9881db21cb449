import type { NodeId } from '../nodeStore.ts';
import type { Values } from '../values.ts';
import { eitherOrder, pair } from './operands.ts';
import type { NodeRule } from './rule.ts';

/** `x` of `x + offset`. */
function withoutOffset(values: Values, id: NodeId, offset: bigint): NodeId | undefined {
  const sum = values.match(id, 'op:+');
  if (sum?.length !== 2) return undefined;
  return eitherOrder(sum).find(([, constant]) => values.integerAt(constant) === offset)?.[0];
}

const areIntegers = (values: Values, ids: readonly NodeId[]) =>
  ids.every((id) => values.at(id).number === 'integer');

/** Comparisons: `<` is the only order, `==` and `is` with None are one, `!=` is a negation. */
export const comparisonRules: readonly NodeRule[] = [
  {
    name: 'identity with None',
    before: 'x == None',
    after: 'x is None',
    on: ['is'],
    apply(values, operands) {
      const isConstant = (id: NodeId) => id === values.none;
      return operands.some(isConstant) ? values.make('eq', 'comparison', operands) : undefined;
    },
  },
  {
    name: 'length of zero',
    before: 'len(x) == 0',
    after: 'len(x) <= 0',
    on: ['eq'],
    apply(values, operands) {
      for (const [length, zero] of eitherOrder(operands)) {
        if (values.integerAt(zero) !== 0n || values.argumentOf(length, 'len') === undefined)
          continue;
        return values.not(values.make('lt', 'comparison', [zero, length]));
      }
      return undefined;
    },
  },
  {
    name: 'upper bound of an integer',
    before: 'len(x) < 3',
    after: 'not len(x) > 2',
    on: ['lt'],
    apply(values, operands) {
      const [a, b] = pair(operands);
      const bound = values.integerAt(b);
      if (bound === undefined || values.integerAt(a) !== undefined) return undefined;
      if (!areIntegers(values, [a])) return undefined;
      return values.not(values.make('lt', 'comparison', [values.integer(bound - 1n), a]));
    },
  },
  {
    name: 'integer below a successor',
    before: 'len(x) < len(y) + 1',
    after: 'not len(y) < len(x)',
    on: ['lt'],
    apply(values, operands) {
      const [a, b] = pair(operands);
      if (!areIntegers(values, operands)) return undefined;
      const base = withoutOffset(values, b, 1n);
      if (base !== undefined) return values.not(values.make('lt', 'comparison', [base, a]));
      const above = withoutOffset(values, a, -1n);
      if (above !== undefined) return values.not(values.make('lt', 'comparison', [b, above]));
      return undefined;
    },
  },
];
