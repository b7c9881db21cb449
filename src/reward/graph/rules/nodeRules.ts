import { arithmeticRules } from './arithmetic.ts';
import { comparisonRules } from './comparisons.ts';
import { conditionRules } from './conditions.ts';
import { idiomRules } from './idioms.ts';
import { phiRules } from './phi.ts';
import type { NodeRule } from './rule.ts';
import { stringRules } from './strings.ts';

export const allNodeRules: readonly NodeRule[] = [
  ...conditionRules,
  ...comparisonRules,
  ...phiRules,
  ...arithmeticRules,
  ...idiomRules,
  ...stringRules,
];

/** The rules that look at the nodes of a label, in the order they are tried. */
export const nodeRules: ReadonlyMap<string, readonly NodeRule[]> = byLabel(allNodeRules);

function byLabel(rules: readonly NodeRule[]): Map<string, NodeRule[]> {
  const table = new Map<string, NodeRule[]>();
  for (const rule of rules) {
    for (const label of rule.on) {
      const others = table.get(label) ?? [];
      table.set(label, [...others, rule]);
    }
  }
  return table;
}
