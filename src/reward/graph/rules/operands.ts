import type { NodeId } from '../nodeStore.ts';

/** The two operands of a binary node. */
export function pair(operands: readonly NodeId[]): readonly [NodeId, NodeId] {
  const [first, second] = operands;
  if (first === undefined || second === undefined) throw new Error('A binary node has operands.');
  return [first, second];
}

/** Both orders, for a rule on a commutative node. */
export function eitherOrder(operands: readonly NodeId[]): readonly (readonly [NodeId, NodeId])[] {
  const [first, second] = pair(operands);
  return [
    [first, second],
    [second, first],
  ];
}
