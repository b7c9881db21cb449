import type { Evaluate, Expression } from '../../ir.ts';
import { evaluate, other } from '../build.ts';

interface LoopExit {
  readonly flag: Expression;
  readonly target: JumpTarget;
  readonly kind: 'break' | 'continue';
}

/** A loop or switch that is being read. */
export interface JumpTarget {
  readonly kind: 'loop' | 'switch';
  readonly label: string | null;
  /** Stands for a break out of this switch until `withoutBreaks` has read it away. */
  readonly marker: Evaluate;
  /** The jumps that cross this loop to one further out. */
  readonly exits: LoopExit[];
}

export const jumpTarget = (kind: JumpTarget['kind'], label: string | null): JumpTarget => ({
  kind,
  label,
  marker: evaluate(other('break')),
  exits: [],
});
