/** A function as it is found in another snippet. */
export interface Named {
  readonly name: string;
  readonly qualifiedName: string;
  readonly parameters: readonly string[];
}

/** An original function with its counterpart in the candidate. */
export interface Pair<F> {
  readonly original: F;
  readonly candidate: F;
}

export interface Pairing<F> {
  readonly pairs: readonly Pair<F>[];
  /** Original functions that the candidate lacks. */
  readonly missing: readonly F[];
  /** Functions that only the candidate has, such as helpers. */
  readonly extra: readonly F[];
}

/** From the surest to the weakest sign that two functions are meant to be the same. */
const signs: readonly ((original: Named, candidate: Named) => boolean)[] = [
  (a, b) => a.qualifiedName === b.qualifiedName && a.parameters.length === b.parameters.length,
  (a, b) => a.name === b.name && a.parameters.length === b.parameters.length,
  (a, b) => a.name === b.name,
];

/** Beyond this many pairs to choose from, what no name pairs is paired in order. */
const mostCompared = 2_500;

/**
 * Pairs the functions of two snippets: by qualified name, by name alone (a method may come with or
 * without its class), and what is left by `likeness`, the most alike first.
 */
export function pairFunctions<F extends Named>(
  originals: readonly F[],
  candidates: readonly F[],
  likeness: (pair: Pair<F>) => number,
): Pairing<F> {
  const pairs: Pair<F>[] = [];
  const missing = new Set(originals);
  const extra = new Set(candidates);
  const take = (pair: Pair<F>) => {
    if (!missing.has(pair.original) || !extra.has(pair.candidate)) return;
    pairs.push(pair);
    missing.delete(pair.original);
    extra.delete(pair.candidate);
  };
  for (const isAlike of signs) {
    for (const original of missing) {
      const candidate = [...extra].find((other) => isAlike(original, other));
      if (candidate) take({ original, candidate });
    }
  }
  const isComparable = missing.size * extra.size <= mostCompared;
  const left = [...missing].flatMap((original) =>
    [...extra].map((candidate) => {
      const pair = { original, candidate };
      return { pair, alike: isComparable ? likeness(pair) : 0 };
    }),
  );
  for (const { pair } of left.sort((a, b) => b.alike - a.alike)) take(pair);
  return { pairs, missing: [...missing], extra: [...extra] };
}
