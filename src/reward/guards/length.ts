/** A documentation may have this many tokens beyond those of its code at no cost. */
const freeTokens = 80;

/**
 * What is left of the reward of an overlong documentation: exp(−max(0, doc / budget − 1)) with a
 * budget of 80 tokens and one for each token of the code. 4 % of natural docs are over it.
 */
export function lengthGuard(docTokens: number, codeTokens: number): number {
  const budget = freeTokens + codeTokens;
  return Math.exp(-Math.max(0, docTokens / budget - 1));
}
