import type { ComparisonOperator } from '../../ir.ts';

const operators: ReadonlyMap<string, ComparisonOperator> = new Map(
  (['<', '>', '<=', '>=', '==', '!=', 'is', 'is not', 'in', 'not in'] as const).map((operator) => [
    operator,
    operator,
  ]),
);

/** The operator as the IR names it; the rest is `<>`, Python 2's `!=`. */
export function comparisonOperator(text: string): ComparisonOperator {
  return operators.get(text) ?? '!=';
}
