import type { FunctionUnit } from '../parse/types.ts';
import { isDocstring } from './docstring.ts';
import { lexicalTokens } from './lexicalTokens.ts';
import { type SyntaxNode, visit } from './syntaxNode.ts';

/** A function's tokens without comments and docstrings. */
export interface FunctionTokens {
  /** How many, signature included. */
  readonly count: number;
  /** Those of the body, as prose is read. */
  readonly body: readonly string[];
}

/** Reads the tokens of one function out of a file's tree. */
export function functionTokens(root: SyntaxNode, unit: FunctionUnit): FunctionTokens {
  const { range, bodyRange, language } = unit;
  let count = 0;
  const body: string[] = [];
  visit(root, {
    enter(node) {
      const isOutside = node.end <= range.start || node.start >= range.end;
      return !isOutside && node.start < node.end && !isDocstring(node, language);
    },
    leave(node) {
      if (node.height > 0) return;
      count += 1;
      const isInBody = node.start >= bodyRange.start && node.end <= bodyRange.end;
      if (isInBody) body.push(...lexicalTokens(node.text));
    },
  });
  return { count, body };
}
