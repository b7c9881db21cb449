import { dice, intersection, type Multiset, multisetOf, ngrams, subtract } from '../multiset.ts';
import type { CanonicalToken } from './canonicalTokens.ts';

const lengths = [1, 2, 3];

function gramsOf(tokens: readonly CanonicalToken[], length: number): Multiset {
  return multisetOf(
    ngrams(
      tokens.map((token) => token.text),
      length,
    ),
  );
}

/**
 * Overlap of lexical tokens: the mean Sørensen–Dice coefficient of their 1-, 2- and 3-grams.
 * What both signatures say earns nothing, as the rebuilding model was given it.
 */
export function tokenOverlap(a: readonly CanonicalToken[], b: readonly CanonicalToken[]): number {
  const signature = (tokens: readonly CanonicalToken[]) =>
    tokens.filter(({ leaf }) => !leaf.inBody);
  const overlaps = lengths.map((length) => {
    const given = intersection(gramsOf(signature(a), length), gramsOf(signature(b), length));
    return dice(subtract(gramsOf(a, length), given), subtract(gramsOf(b, length), given));
  });
  return overlaps.reduce((sum, overlap) => sum + overlap, 0) / lengths.length;
}
