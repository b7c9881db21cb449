import type { Tree } from 'web-tree-sitter';
import { walk } from './walk.ts';

/** A plain copy of a syntax tree's node: reading the tree itself crosses into wasm each time. */
export class SyntaxNode {
  readonly children: SyntaxNode[] = [];
  /** How many levels are below it, comments among them: 0 for a token. */
  height = 0;

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
    let node: SyntaxNode = this;
    while (node.start !== start || node.end !== end || !node.isNamed) {
      const inner = node.children.find((child) => child.start <= start && child.end >= end);
      if (!inner) break;
      node = inner;
    }
    return node;
  }
}

const comments = new Set(['comment', 'html_comment', 'hash_bang_line', 'line_continuation']);

/** Copies a tree, comments left out. */
export function readSyntaxTree(tree: Tree, source: string): SyntaxNode {
  const open: SyntaxNode[] = [];
  let root: SyntaxNode | undefined;
  walk(tree, {
    enter(cursor) {
      const { nodeType, nodeIsNamed, currentFieldName, startIndex, endIndex } = cursor;
      if (comments.has(nodeType)) return false;
      const node = new SyntaxNode(
        source,
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
    leave(_, hasChildren) {
      const node = open.pop();
      const parent = open.at(-1);
      if (node && hasChildren) node.height = Math.max(node.height, 1);
      if (node && parent) parent.height = Math.max(parent.height, node.height + 1);
    },
  });
  if (!root) throw new Error('A tree has a root.');
  return root;
}

interface NodeVisitor {
  /** @returns whether to go on below the node; false leaves it out altogether. */
  enter(node: SyntaxNode): boolean;
  /** Called once for each node that was entered, after all below it. */
  leave(node: SyntaxNode): void;
}

/** Visits a node and all below it depth first, however deep. */
export function visit(root: SyntaxNode, { enter, leave }: NodeVisitor): void {
  const open: { readonly node: SyntaxNode; next: number }[] = [];
  const push = (node: SyntaxNode) => {
    if (enter(node)) open.push({ node, next: 0 });
  };
  push(root);
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const child = top.node.children[top.next++];
    if (child) push(child);
    else {
      open.pop();
      leave(top.node);
    }
  }
}
