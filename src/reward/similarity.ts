import { TooLarge } from './graph/budget.ts';
import { type GraphOverlap, graphOverlap, overlapMean } from './graph/weisfeilerLehman.ts';
import { type Pair, type Pairing, pairFunctions } from './pairing.ts';
import type { Snippet, SnippetFunction } from './snippet.ts';
import { similarityOf } from './syntax/similarity.ts';
import type { RewardParts } from './types.ts';

/** How alike two snippets are, and which function of one was compared with which of the other. */
export interface Similarity {
  readonly similarity: number;
  readonly parts: RewardParts;
  readonly pairing: Pairing<SnippetFunction>;
}

const nothing: GraphOverlap = { nodes: 0, values: 0, roots: 0 };

const overlapOf = ({ original, candidate }: Pair<SnippetFunction>): GraphOverlap =>
  graphOverlap(original.graph().features, candidate.graph().features);

/** A function that computes nothing counts too. */
export const weightOf = (one: SnippetFunction): number => Math.max(1, one.graph().features.size);

/**
 * How alike the values are that two snippets compute, 0 to 1: S = Σ w·S / (Σ w + ½ Σ w') over the
 * original's functions, each with the number of its graph's nodes as weight w; one that the
 * candidate lacks counts as 0. w' are the weights of functions that only the candidate has and that
 * are not helpers whose every call was replaced by their body.
 * @throws whatever lowering or building fails with; `TooLarge` for functions beyond the budget.
 */
export function valueSimilarity(wanted: Snippet, rebuilt: Snippet): Similarity {
  const pairing = pairFunctions(wanted.functions, rebuilt.functions, (pair) =>
    overlapMean(overlapOf(pair)),
  );
  const inlined = new Set(rebuilt.functions.flatMap((one) => [...one.graph().inlined]));
  const extra = pairing.extra.filter(({ name }) => !inlined.has(name));
  const overlaps = [
    ...pairing.pairs.map((pair) => ({ ...overlapOf(pair), weight: weightOf(pair.original) })),
    ...pairing.missing.map((one) => ({ ...nothing, weight: weightOf(one) })),
    ...extra.map((one) => ({ ...nothing, weight: weightOf(one) / 2 })),
  ];
  const total = overlaps.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (part: keyof GraphOverlap) =>
    overlaps.reduce((sum, overlap) => sum + overlap.weight * overlap[part], 0) / total;
  const parts = { nodes: mean('nodes'), values: mean('values'), roots: mean('roots') };
  return { similarity: overlapMean(parts), parts: { ...parts }, pairing };
}

/** How alike the codes are as they are written, 0 to 1: tokens, identifiers and syntax trees. */
export function syntaxSimilarity(wanted: Snippet, rebuilt: Snippet): Similarity {
  const pairing = pairFunctions(wanted.functions, rebuilt.functions, () => 0);
  const { similarity, tokens, identifiers, tree, isApproximate } = similarityOf({
    pairs: pairing.pairs.map(({ original, candidate }) => ({
      original: original.syntax(),
      candidate: candidate.syntax(),
    })),
    missing: pairing.missing.map((one) => one.syntax()),
    extra: pairing.extra.map((one) => one.syntax()),
  });
  const parts = { tokens, identifiers, tree, ...(isApproximate && { approximate: 1 }) };
  return { similarity, parts, pairing };
}

/**
 * The similarity of the values, or, where that fails, of the syntax, with the part `fallback`; with
 * `approximate` too where a function is too large for a value graph.
 * @param onFallback is told what failed.
 */
export function similarityWithFallback(
  wanted: Snippet,
  rebuilt: Snippet,
  onFallback: (cause: unknown) => void,
): Similarity {
  try {
    return valueSimilarity(wanted, rebuilt);
  } catch (cause) {
    onFallback(cause);
    const { parts, ...rest } = syntaxSimilarity(wanted, rebuilt);
    const isTooLarge = cause instanceof TooLarge;
    return { ...rest, parts: { fallback: 1, ...parts, ...(isTooLarge && { approximate: 1 }) } };
  }
}
