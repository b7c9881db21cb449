/**
 * A function as the values it computes: nodes in the order they were made, operands by index.
 * Names, temporaries, copies and the order of independent statements have vanished. Only nodes that
 * the roots reach are here.
 */
export interface ValueGraph {
  readonly labels: readonly string[];
  readonly operands: readonly (readonly number[])[];
  /** The operands of this node have no order. */
  readonly isCommutative: readonly boolean[];
  /** What can be observed: returns, raises, effects, loops. */
  readonly roots: readonly number[];
}
