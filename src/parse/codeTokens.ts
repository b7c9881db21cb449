import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { LanguageDefinition } from './languages/definition.ts';
import type { TextRange } from './types.ts';

/** A parsed text; what starts inside `hole` is not compared. */
export interface ParsedText {
  readonly tree: Tree;
  readonly text: string;
  readonly hole?: TextRange;
}

export interface CodeToken {
  /** The node's type and depth. */
  readonly place: string;
  /** The text of a leaf, else empty. */
  readonly text: string;
}

/** Statement ends, which Go and Ruby let one write as a line end or as a semicolon. */
const separators = new Set(['', ';']);

/**
 * A tree as a sequence in which two texts are equal exactly if their code is. Comments, body
 * strings and statement separators are left out, and so are nodes that start in the hole.
 * Iterative: trees may be deeper than the stack.
 */
export function* codeTokens(
  language: LanguageDefinition,
  { tree, text, hole }: ParsedText,
): Generator<CodeToken, undefined> {
  const cursor = tree.walk();
  const ignored = new Set(language.ignoredTypes);
  let depth = 0;
  try {
    for (;;) {
      const { nodeType, startIndex } = cursor;
      const isSkipped =
        ignored.has(nodeType) ||
        (hole && startIndex >= hole.start && startIndex < hole.end) ||
        (language.docString && nodeType === 'expression_statement' && isBodyString(cursor, text));
      if (!isSkipped) {
        const place = `${depth} ${nodeType}`;
        if (cursor.gotoFirstChild()) {
          yield { place, text: '' };
          depth++;
          continue;
        }
        if (cursor.nodeIsNamed || !separators.has(nodeType.trim())) {
          yield { place, text: text.slice(startIndex, cursor.endIndex) };
        }
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return undefined;
        depth--;
      }
    }
  } finally {
    cursor.delete();
  }
}

/** The statement is a string literal and nothing but comments stands before it in its block. */
function isBodyString(cursor: TreeCursor, text: string): boolean {
  if (!/^[rRuU]?["']/.test(text.slice(cursor.startIndex, cursor.startIndex + 2))) return false;
  const node = cursor.currentNode;
  const literal = node.namedChildCount === 1 ? node.firstNamedChild?.type : undefined;
  if (literal !== 'string' && literal !== 'concatenated_string') return false;
  if (!['block', 'module'].includes(node.parent?.type ?? '')) return false;
  let before = node.previousNamedSibling;
  while (before?.type === 'comment') before = before.previousNamedSibling;
  return before === null;
}
