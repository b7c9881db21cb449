import { codeTokens, type ParsedText } from './codeTokens.ts';
import type { LanguageDefinition } from './languages/definition.ts';

/**
 * Two texts differ in nothing but comments and documentation strings. Where the first has syntax
 * errors, its tree says little: then all characters outside of comments have to be the same.
 */
export function sameCode(
  language: LanguageDefinition,
  before: ParsedText,
  after: ParsedText,
): boolean {
  if (before.tree.rootNode.hasError) {
    return leaves(language, before) === leaves(language, after);
  }
  const left = codeTokens(language, before);
  const right = codeTokens(language, after);
  for (;;) {
    const a = left.next();
    const b = right.next();
    if (a.done || b.done) return a.done === b.done;
    if (a.value.place !== b.value.place || a.value.text !== b.value.text) return false;
  }
}

function leaves(language: LanguageDefinition, parsed: ParsedText): string {
  let all = '';
  for (const { text } of codeTokens(language, parsed)) all += text.replace(/\s+/g, '');
  return all;
}
