const token =
  /[\p{L}_$][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|===|!==|==|!=|<=|>=|=>|->|\*\*|\/\/|&&|\|\||[^\s\p{L}\p{N}_]/gu;

/**
 * Words, numbers and operators of any text, code or prose, by one rule for all languages. Quote
 * marks of every kind are the same token.
 */
export function lexicalTokens(text: string): string[] {
  return text.replace(/['`]/g, '"').match(token) ?? [];
}
