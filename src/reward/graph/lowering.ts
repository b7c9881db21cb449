import type { SyntaxNode } from '../syntaxNode.ts';
import type { Definition } from './ir.ts';

/** What a language's values mean, where canonical rules depend on it. */
export interface Traits {
  /** Empty strings and collections are false, so that `len(x) == 0` is `not x`. */
  readonly emptyIsFalse: boolean;
  /** The number 0 is false, so that `x % 2 == 1` is `x % 2`. */
  readonly zeroIsFalse: boolean;
}

/** One language as a table from its syntax to the IR. */
export interface Lowering {
  readonly traits: Traits;
  /**
   * The function that `node` defines. `node` spans a function unit's range, what is wrapped around
   * the function included: decorators, `export`, `const f =`, a member of an object or class.
   * Null where there is none.
   */
  definition(node: SyntaxNode): Definition | null;
}
