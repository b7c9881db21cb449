import type { Expression } from '../ir.ts';
import type { LoopPlan } from '../loopPlan.ts';
import type { Rewrite } from '../values.ts';

/** Two ways to write one thing, and which of them the graph keeps. */
export interface Rule {
  readonly name: string;
  /** In Python, unless it says otherwise. */
  readonly before: string;
  readonly after: string;
}

/** A rule on the nodes of some labels. */
export interface NodeRule extends Rule, Rewrite {
  readonly on: readonly string[];
}

/** What a rule on syntax may ask about the place. */
export interface Place {
  /** The name is not a local one, so that it has its usual meaning. */
  isGlobal(name: string): boolean;
  /** The string that an expression is known to be. */
  textOf(expression: Expression): string | undefined;
  /** A name that the code cannot hold. */
  temporary(): string;
}

/** Replaces an expression before it is evaluated. */
export interface ExpressionRule extends Rule {
  readonly on: Expression['kind'];
  apply(expression: Expression, place: Place): Expression | undefined;
}

/** Replaces a loop before it is built. */
export interface LoopRule extends Rule {
  apply(plan: LoopPlan, place: Place): LoopPlan | undefined;
}
