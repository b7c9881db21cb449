import { lexicalTokens } from '../lexicalTokens.ts';

const fewestTokens = 2;
const mostTokens = 600;

const fence = /^[ \t]*(```|~~~)[\s\S]*?(?:^[ \t]*\1|$(?![\s\S]))/gm;

/** Chinese, Japanese and Thai have no spaces between words: each two letters are about one. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]{2}/gu;

/**
 * A documentation has from 2 to 600 tokens of text outside of fenced code. What has another form is
 * no documentation, whatever can be rebuilt from it.
 */
export function hasDocumentationForm(doc: string): boolean {
  const text = lexicalTokens(doc.replace(fence, '').replace(unspaced, '$& '));
  return text.length >= fewestTokens && lexicalTokens(doc).length <= mostTokens;
}
