import { ngrams } from '../multiset.ts';
import { clip } from './clip.ts';

/**
 * 1 for a documentation that says each thing once, 0 for one that goes round in circles: the share
 * of distinct 4-grams of its tokens, scaled so that 99 % of natural docs (share over 0.72) keep at
 * least three quarters.
 */
export function repetitionGuard(docTokens: readonly string[]): number {
  const grams = [...ngrams(docTokens, 4)];
  if (grams.length === 0) return 1;
  return clip((new Set(grams).size / grams.length - 0.5) / 0.3);
}
