import type { NodeId } from './nodeStore.ts';
import { graphRules } from './rules/graphRules.ts';
import type { ValueGraph } from './valueGraph.ts';
import type { Values } from './values.ts';

/** The graph of what the roots reach, after the rules that need to see a loop as a whole. */
export function finalise(
  values: Values,
  aliases: ReadonlyMap<NodeId, NodeId>,
  roots: readonly NodeId[],
): ValueGraph {
  const { nodes } = values.store;
  const actual = (id: NodeId): NodeId => {
    let current = id;
    for (let hops = 0; hops < aliases.size; hops++) {
      const next = aliases.get(current);
      if (next === undefined || next === id) break;
      current = next;
    }
    return current;
  };
  if (aliases.size > 0) for (const node of nodes) node.operands = node.operands.map(actual);
  for (const rule of graphRules) rule.apply(values);
  const seen = roots.map(actual).filter((root) => !isUnchangedWorld(values, root));
  return compact(values, [...new Set(seen)]);
}

function isUnchangedWorld(values: Values, root: NodeId): boolean {
  const [after] = values.match(root, 'world') ?? [];
  return after !== undefined && values.label(after).startsWith('world:');
}

function compact({ store }: Values, roots: readonly NodeId[]): ValueGraph {
  const places = new Map<NodeId, number>();
  const pending = [...roots];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (places.has(id)) continue;
    places.set(id, 0);
    pending.push(...store.at(id).operands);
  }
  const kept = [...places.keys()].sort((a, b) => a - b);
  kept.forEach((id, place) => {
    places.set(id, place);
  });
  const placeOf = (id: NodeId) => places.get(id) ?? 0;
  return {
    labels: kept.map((id) => store.at(id).label),
    operands: kept.map((id) => store.at(id).operands.map(placeOf)),
    isCommutative: kept.map((id) => store.at(id).isCommutative),
    roots: roots.map(placeOf),
  };
}
