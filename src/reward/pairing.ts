import type { FunctionSyntax } from './syntax/functionSyntax.ts';

/** An original function with its counterpart in the candidate. */
export interface Pair {
  readonly original: FunctionSyntax;
  readonly candidate: FunctionSyntax;
}

export interface Pairing {
  readonly pairs: readonly Pair[];
  /** Original functions that the candidate lacks. */
  readonly missing: readonly FunctionSyntax[];
  /** Functions that only the candidate has, such as helpers. */
  readonly extra: readonly FunctionSyntax[];
}

type Likeness = (original: FunctionSyntax, candidate: FunctionSyntax) => boolean;

/** From the surest to the weakest sign that two functions are meant to be the same. */
const likenesses: readonly Likeness[] = [
  (a, b) => a.qualifiedName === b.qualifiedName && a.parameters.length === b.parameters.length,
  (a, b) => a.name === b.name && a.parameters.length === b.parameters.length,
  (a, b) => a.name === b.name,
  () => true,
];

/**
 * Pairs the functions of two snippets: by qualified name, by name alone (a method may come with or
 * without its class), and what is left in order.
 */
export function pairFunctions(
  originals: readonly FunctionSyntax[],
  candidates: readonly FunctionSyntax[],
): Pairing {
  const pairs: Pair[] = [];
  const missing = new Set(originals);
  const extra = new Set(candidates);
  for (const isAlike of likenesses) {
    for (const original of missing) {
      const candidate = [...extra].find((other) => isAlike(original, other));
      if (!candidate) continue;
      pairs.push({ original, candidate });
      missing.delete(original);
      extra.delete(candidate);
    }
  }
  return { pairs, missing: [...missing], extra: [...extra] };
}
