/** What a doc is made of, so that a policy that writes code in place of words is seen. */
export interface DocWording {
  readonly words: number;
  /** The share of words that look like code, from 0 to 1. */
  readonly codeShare: number;
}

/** An operator or bracket, an underscore, camelCase, a call, a member: hardly found in prose. */
const codeLike = /[`=<>+*%&|^~{}[\];]|\w_|_\w|\p{Ll}\p{Lu}|\w\(|\p{L}{2}\.\p{L}|^->$/u;

/** Counts words as white space parts them; each word of a span in backticks counts as code. */
export function docWording(doc: string): DocWording {
  const spans = doc.replaceAll(/`[^`]*`/g, (span) => span.replaceAll(/\s+/g, '` `'));
  const words = spans.replaceAll(/^\s*[*+-]\s/gm, '').match(/\S+/g) ?? [];
  const code = words.filter((word) => codeLike.test(word));
  return { words: words.length, codeShare: code.length / Math.max(1, words.length) };
}
