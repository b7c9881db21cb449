/** Natural docs have more plain words than this; the rarest one in a hundred has 0.24. */
const leastShare = 0.25;

/** A word of a cased script, or a run of any length in one that has neither case nor spaces. */
const plainWord = /^(?:\p{L}[\p{Ll}\p{M}]{1,15}|[\p{Lo}\p{M}]+)$/u;

/**
 * 1 for a documentation in words, less where plain words are under a quarter of its tokens: encoded
 * text, symbols, the code's own tokens in another order.
 * @param docTokens the documentation's tokens.
 * @param codeTokens the body's tokens; names among them are no plain words, unless they are so
 *   common in prose that they say nothing.
 */
export function proseGuard(docTokens: readonly string[], codeTokens: readonly string[]): number {
  const code = new Set(codeTokens.filter((token) => !ofProse.has(token.toLowerCase())));
  const words = docTokens.filter((token) => plainWord.test(token) && !code.has(token));
  return docTokens.length === 0 ? 0 : Math.min(1, words.length / docTokens.length / leastShare);
}

/** Words that are as common in English as in code. */
const ofProse = new Set(
  'a an and are as at be by each else false for from if in is it not of on or return than that the then this to true until while with yield'.split(
    ' ',
  ),
);
