import type { SyntaxNode } from '../../../syntaxNode.ts';

/** Few functions have such a statement; the text tells sooner than a search of the tree. */
const capturing = /\b(?:global|nonlocal)\b/;

const ownScope = new Set(['function_definition', 'class_definition', 'lambda']);

/** The names that a function's body declares to be another scope's. */
export function capturedNames(body: SyntaxNode): string[] {
  return capturing.test(body.text) ? namesIn(body) : [];
}

function namesIn(node: SyntaxNode): string[] {
  if (node.kind === 'global_statement' || node.kind === 'nonlocal_statement') {
    return node.named.map(({ text }) => text);
  }
  return ownScope.has(node.kind) ? [] : node.named.flatMap(namesIn);
}
