import { dice, type Multiset, multisetOf, ngrams } from '../multiset.ts';
import type { LabelledTree } from './labelledTree.ts';

const width = 3;
const nothing = '*';

/** The children of every node, in order. */
function childrenOf(tree: LabelledTree): number[][] {
  const open: number[] = [];
  return tree.leftmost.map((leaf, node) => {
    const first = open.findLastIndex((earlier) => earlier < leaf) + 1;
    const children = open.splice(first);
    open.push(node);
    return children;
  });
}

/** Every node with its parent (p = 2) and each run of three of its children (q = 3). */
function profile(tree: LabelledTree): Multiset {
  const label = (node: number): string => tree.labels[node] ?? nothing;
  const children = childrenOf(tree);
  const parents = new Map(children.flatMap((group, parent) => group.map((node) => [node, parent])));
  const padding = Array<string>(width - 1).fill(nothing);
  return multisetOf(
    (function* () {
      for (const [node, group] of children.entries()) {
        const stem = `${label(parents.get(node) ?? -1)}\0${label(node)}\0`;
        const row =
          group.length === 0
            ? Array<string>(width).fill(nothing)
            : [...padding, ...group.map(label), ...padding];
        for (const run of ngrams(row, width)) yield stem + run;
      }
    })(),
  );
}

/**
 * One minus the pq-gram distance (N. Augsten, M. Böhlen, J. Gamper: Approximate matching of
 * hierarchical data using pq-grams, VLDB 2005), an approximation of tree edit distance whose time
 * grows linearly with the number of nodes.
 */
export function pqGramSimilarity(a: LabelledTree, b: LabelledTree): number {
  return dice(profile(a), profile(b));
}
