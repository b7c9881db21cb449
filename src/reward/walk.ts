import type { Tree, TreeCursor } from 'web-tree-sitter';

export interface Visitor {
  /** @returns whether to go on below the node at the cursor; false leaves it out altogether. */
  enter(cursor: TreeCursor): boolean;
  /** Called once for each node that was entered, after all below it. */
  leave(cursor: TreeCursor, hasChildren: boolean): void;
}

/** Visits a tree depth first, however deep: nothing here calls itself. */
export function walk(tree: Tree, visitor: Visitor): void {
  const cursor = tree.walk();
  try {
    for (;;) {
      if (visitor.enter(cursor)) {
        if (cursor.gotoFirstChild()) continue;
        visitor.leave(cursor, false);
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return;
        visitor.leave(cursor, true);
      }
    }
  } finally {
    cursor.delete();
  }
}
