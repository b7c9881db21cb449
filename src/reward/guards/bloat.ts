/** A candidate may be this much longer than the original at no cost. */
const allowedRatio = 1.3;

/**
 * What is left of the reward of a candidate with code that does nothing or stands there twice: such
 * code leaves the value graph as it is. exp(−2 · max(0, candidate / original − 1.3)), 1 for none.
 * @param originalTokens, candidateTokens numbers of tokens, comments not counted.
 */
export function bloatGuard(originalTokens: number, candidateTokens: number): number {
  const ratio = candidateTokens / Math.max(1, originalTokens);
  return Math.exp(-2 * Math.max(0, ratio - allowedRatio));
}
