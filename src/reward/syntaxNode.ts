import type { Tree } from 'web-tree-sitter';
import { walk } from './walk.ts';

/** Deeper code than this is compared by other means: what reads the nodes calls itself. */
const maxDepth = 600;

/** A plain copy of a syntax tree's node: reading the tree itself crosses into wasm each time. */
export class SyntaxNode {
  readonly children: SyntaxNode[] = [];

  constructor(
    private readonly source: string,
    readonly kind: string,
    readonly isNamed: boolean,
    /** The name of the parent's field that it fills. */
    readonly field: string | null,
    readonly start: number,
    readonly end: number,
  ) {}

  get text(): string {
    return this.source.slice(this.start, this.end);
  }

  /** Children that are neither punctuation nor comments. */
  get named(): SyntaxNode[] {
    return this.children.filter((child) => child.isNamed);
  }

  child(field: string): SyntaxNode | undefined {
    return this.children.find((child) => child.field === field);
  }

  childrenOf(field: string): SyntaxNode[] {
    return this.children.filter((child) => child.field === field);
  }

  childOfKind(kind: string): SyntaxNode | undefined {
    return this.children.find((child) => child.kind === kind);
  }

  /** The innermost node that spans this range, or the outermost of several that span just it. */
  spanning(start: number, end: number): SyntaxNode {
    if (this.start === start && this.end === end && this.isNamed) return this;
    const inner = this.children.find((child) => child.start <= start && child.end >= end);
    return inner ? inner.spanning(start, end) : this;
  }
}

const comments = new Set(['comment', 'html_comment', 'hash_bang_line', 'line_continuation']);

/**
 * Copies a tree, comments left out.
 * @throws RangeError for code that is nested too deeply.
 */
export function readSyntaxTree(tree: Tree, text: string): SyntaxNode {
  const open: SyntaxNode[] = [];
  let root: SyntaxNode | undefined;
  walk(tree, {
    enter(cursor) {
      const { nodeType, nodeIsNamed, currentFieldName, startIndex, endIndex } = cursor;
      if (comments.has(nodeType)) return false;
      if (open.length > maxDepth) throw new RangeError('The code is nested too deeply.');
      const node = new SyntaxNode(
        text,
        nodeType,
        nodeIsNamed,
        currentFieldName,
        startIndex,
        endIndex,
      );
      open.at(-1)?.children.push(node);
      root ??= node;
      open.push(node);
      return true;
    },
    leave() {
      open.pop();
    },
  });
  if (!root) throw new Error('A tree has a root.');
  return root;
}
