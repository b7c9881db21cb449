import type { LanguageId } from '../parse/types.ts';
import type { SyntaxNode } from './syntaxNode.ts';

/** In Python a statement that is nothing but a string has no effect: a docstring. */
export function isDocstring(node: SyntaxNode, language: LanguageId): boolean {
  if (language !== 'python' || node.kind !== 'expression_statement') return false;
  return node.children.length === 1 && node.children[0]?.kind === 'string';
}
