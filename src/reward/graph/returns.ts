import type { Builder } from './builder.ts';
import type { NodeId, NodeKind } from './nodeStore.ts';
import { addRoot } from './roots.ts';

/** How many choices inside one value are taken apart. */
const deepest = 5;

/**
 * A returned value under its conditions. One that is itself a choice becomes one return for each
 * of its values, as if it had been written with `if`.
 */
export function addReturn(
  builder: Builder,
  value: NodeId,
  guard: readonly NodeId[],
  depth = 0,
): void {
  const { values } = builder;
  const choice = depth < deepest ? choiceOf(builder, value) : undefined;
  if (!choice) {
    addRoot(builder, 'return', [value], guard);
    return;
  }
  const [condition, consequence, alternative] = choice;
  addReturn(builder, consequence, [...guard, condition], depth + 1);
  addReturn(builder, alternative, [...guard, values.not(condition)], depth + 1);
}

/** Kinds of values that are a choice where an operand is one. */
const holding: ReadonlySet<NodeKind> = new Set([
  ...(['call', 'operation', 'collection', 'format', 'index', 'attribute'] as const),
]);

type Choice = readonly [condition: NodeId, consequence: NodeId, alternative: NodeId];

function choiceOf({ values }: Builder, value: NodeId): Choice | undefined {
  const { label, kind, operands } = values.at(value);
  const [first, second, third] = operands;
  if (label === 'phi' && first !== undefined && second !== undefined && third !== undefined) {
    return [first, second, third];
  }
  if (kind === 'connective' && first !== undefined && second !== undefined) {
    const condition = values.truth(first);
    return label === 'orv' ? [condition, first, second] : [condition, second, first];
  }
  if (values.isBoolean(value) && kind !== 'literal') {
    return [values.truth(value), values.true, values.false];
  }
  if (!holding.has(kind)) return undefined;
  const condition = operands
    .map((item) => values.match(item, 'phi')?.[0])
    .find((id) => id !== undefined);
  if (condition === undefined) return undefined;
  const choose = (side: 1 | 2) =>
    values.make(
      label,
      kind,
      operands.map((item) => {
        const phi = values.match(item, 'phi');
        return phi?.[0] === condition ? (phi[side] ?? item) : item;
      }),
    );
  return [condition, choose(1), choose(2)];
}
