import type { Builder, Root } from './builder.ts';
import { groupBy } from './groupBy.ts';
import type { NodeId } from './nodeStore.ts';
import { simplifiedConjunction } from './rules/conjunction.ts';
import type { Values } from './values.ts';

/** What must hold, as one node; undefined for always, null for never. */
export function guardOf(values: Values, guard: readonly NodeId[]): NodeId | undefined | null {
  const conditions = simplifiedConjunction(values, guard);
  if (conditions === null) return null;
  return conditions.length === 0 ? undefined : values.make('guard', 'boolean', conditions);
}

/** Makes something observable, under the conditions that lead to it. */
export function addRoot(
  builder: Builder,
  label: string,
  operands: readonly NodeId[],
  guard: readonly NodeId[],
): void {
  builder.frame.roots.push({ label, operands, guard });
}

/** One node for each thing that can be observed, whichever of several ways lead to it. */
export function rootNodes(values: Values, roots: readonly Root[]): NodeId[] {
  const groups = groupBy(roots, ({ label, operands }) => `${label} ${operands.join()}`);
  const nodes: NodeId[] = [];
  for (const ways of groups.values()) {
    const [first] = ways;
    if (!first) continue;
    const { label, operands } = first;
    const guard = guardOf(values, ways.length === 1 ? first.guard : [anyOf(values, ways)]);
    if (guard === null) continue;
    if (label === 'loop') nodes.push(...operands);
    else
      nodes.push(values.make(label, 'root', guard === undefined ? operands : [...operands, guard]));
  }
  return nodes;
}

function anyOf(values: Values, ways: readonly Root[]): NodeId {
  return values.not(values.and(ways.map(({ guard }) => values.not(values.and(guard)))));
}
