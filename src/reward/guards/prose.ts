/** Less than this share of plain words is no prose; of natural docs one in a hundred has less. */
const leastWords = 0.25;
/** As is less than this share of words that the code does not have. */
const leastOwnWords = 0.1;

/** A word of a cased script, or a run of any length in one that has neither case nor spaces. */
const plainWord = /^(?:\p{L}[\p{Ll}\p{M}]{1,15}|[\p{Lo}\p{M}]+)$/u;

/**
 * 1 for a documentation in words of its own, less where plain words make up under a quarter of it
 * (encoded text, symbols) or words that the code does not have under a tenth (the code's own tokens
 * in another order). Shares are of characters: encoded text has few tokens, but long ones.
 * @param docTokens the documentation's tokens, @param codeTokens the body's.
 */
export function proseGuard(docTokens: readonly string[], codeTokens: readonly string[]): number {
  const code = new Set(codeTokens);
  const words = docTokens.filter((token) => plainWord.test(token));
  const own = words.filter((word) => !code.has(word));
  const share = (some: readonly string[]) => lengthOf(some) / Math.max(1, lengthOf(docTokens));
  return Math.min(1, share(words) / leastWords, share(own) / leastOwnWords);
}

function lengthOf(tokens: readonly string[]): number {
  return tokens.reduce((sum, { length }) => sum + length, 0);
}
