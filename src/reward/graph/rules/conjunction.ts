import type { NodeId } from '../nodeStore.ts';
import type { Values } from '../values.ts';

/**
 * The members of a conjunction, simplified by unit propagation: `a and not (a and b)` is
 * `a and not b`, and what another member implies is left out. Null where it can't be true.
 */
export function simplifiedConjunction(
  values: Values,
  conditions: readonly NodeId[],
): readonly NodeId[] | null {
  let members = flattened(values, conditions);
  for (;;) {
    const next = propagated(values, members);
    if (next === null) return null;
    if (!next.isShorter) return [...next.members];
    members = flattened(values, next.members);
  }
}

function flattened(values: Values, conditions: Iterable<NodeId>): Set<NodeId> {
  const members = new Set<NodeId>();
  for (const condition of conditions) {
    const inner = values.match(condition, 'and');
    if (inner) for (const member of inner) members.add(member);
    else if (condition !== values.true) members.add(condition);
  }
  values.store.budget.spend(members.size);
  return members;
}

/** One round, in which a clause may have become shorter and so a new fact. Null: a contradiction. */
function propagated(
  values: Values,
  members: ReadonlySet<NodeId>,
): { members: Set<NodeId>; isShorter: boolean } | null {
  const kept = new Set<NodeId>();
  let isShorter = false;
  for (const member of members) {
    if (member === values.false) return null;
    const negated = values.match(member, 'not')?.[0];
    if (negated !== undefined && members.has(negated)) return null;
    const clause = negated === undefined ? undefined : values.match(negated, 'and');
    if (!clause) {
      kept.add(member);
      continue;
    }
    values.store.budget.spend(clause.length);
    if (clause.some((operand) => members.has(values.not(operand)))) continue;
    const rest = clause.filter((operand) => !members.has(operand));
    if (rest.length === clause.length) kept.add(member);
    else {
      kept.add(values.not(values.and(rest)));
      isShorter = true;
    }
  }
  return { members: kept, isShorter };
}
