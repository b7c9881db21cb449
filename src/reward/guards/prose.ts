/** Natural docs have more plain words than this; the rarest one in a hundred has 0.24. */
const leastWords = 0.25;
/** And words that the code does not have. Both together cut one natural doc in a hundred by half. */
const leastOwnWords = 0.1;

/** A word of a cased script, or a run of any length in one that has neither case nor spaces. */
const plainWord = /^(?:\p{L}[\p{Ll}\p{M}]{1,15}|[\p{Lo}\p{M}]+)$/u;

/** Words that are as common in English as in code. */
const ofProse = new Set(
  'a an and are as at be by each else false for from if in is it not of on or return than that the then this to true until while with yield'.split(
    ' ',
  ),
);

/**
 * 1 for a documentation in words of its own, less where plain words are under a quarter of its
 * tokens (encoded text, symbols) or words that the code does not have under a tenth (the code's own
 * tokens in another order).
 * @param docTokens the documentation's tokens, @param codeTokens the body's.
 */
export function proseGuard(docTokens: readonly string[], codeTokens: readonly string[]): number {
  if (docTokens.length === 0) return 0;
  const code = new Set(codeTokens);
  const words = docTokens.filter((token) => plainWord.test(token));
  const own = words.filter((word) => ofProse.has(word.toLowerCase()) || !code.has(word));
  const share = (some: readonly string[]) => some.length / docTokens.length;
  return Math.min(1, share(words) / leastWords, share(own) / leastOwnWords);
}
