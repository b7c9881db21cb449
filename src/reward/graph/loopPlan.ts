import type { Expression, Statement } from './ir.ts';

/** A loop as the builder takes it; the rules bring loops that do the same to the same plan. */
export interface LoopPlan {
  /** Runs once, before the loop. */
  readonly before: readonly Statement[];
  /** What is iterated over, or the condition of each round. */
  readonly head:
    | { readonly kind: 'each'; readonly target: Expression; readonly iterable: Expression }
    | { readonly kind: 'while'; readonly condition: Expression };
  readonly body: readonly Statement[];
  /** Runs after each round and on `continue`. */
  readonly step: readonly Statement[];
  readonly otherwise: readonly Statement[];
  /** A variable that keeps the last round's value where a counting loop would have gone on by one. */
  readonly counter?: string;
}
