import type { LabelledTree } from './labelledTree.ts';

/**
 * The roots of the subtrees that the algorithm compares one by one: of all nodes with the same
 * leftmost leaf, the highest. Ascending.
 */
function keyRoots(tree: LabelledTree): number[] {
  const highest = new Map<number, number>();
  tree.leftmost.forEach((leaf, node) => {
    highest.set(leaf, node);
  });
  return [...highest.values()].sort((a, b) => a - b);
}

function comparedNodes(tree: LabelledTree): number {
  return keyRoots(tree).reduce((sum, root) => sum + root - (tree.leftmost[root] ?? 0) + 1, 0);
}

/** How many table cells `treeEditDistance` will fill: its time, known beforehand. */
export function editDistanceCells(a: LabelledTree, b: LabelledTree): number {
  return comparedNodes(a) * comparedNodes(b);
}

/** Labels as small numbers, the same number for the same label in both trees. */
function numberLabels(a: LabelledTree, b: LabelledTree): [Int32Array, Int32Array] {
  const numbers = new Map<string, number>();
  const numberOf = (label: string): number => {
    const known = numbers.get(label);
    if (known !== undefined) return known;
    numbers.set(label, numbers.size);
    return numbers.size - 1;
  };
  return [Int32Array.from(a.labels, numberOf), Int32Array.from(b.labels, numberOf)];
}

/**
 * The least number of nodes to insert, delete or relabel that turns one ordered tree into the
 * other (K. Zhang, D. Shasha: Simple fast algorithms for the editing distance between trees and
 * related problems, SIAM J. Comput. 18, 1989). Time grows as `editDistanceCells`.
 */
export function treeEditDistance(a: LabelledTree, b: LabelledTree): number {
  const [labelsA, labelsB] = numberLabels(a, b);
  const leftmostA = Int32Array.from(a.leftmost);
  const leftmostB = Int32Array.from(b.leftmost);
  // Typed arrays hold a number at every index used here; `at` tells the compiler so.
  const at = (array: Int32Array, index: number): number => array[index] as number;
  const countB = labelsB.length;
  const width = countB + 1;
  const trees = new Int32Array(labelsA.length * countB);
  const forests = new Int32Array((labelsA.length + 1) * width);
  const rootsB = keyRoots(b);

  for (const rootA of keyRoots(a)) {
    const firstA = at(leftmostA, rootA);
    for (const rootB of rootsB) {
      const firstB = at(leftmostB, rootB);
      forests[0] = 0;
      for (let j = firstB; j <= rootB; j++) forests[j - firstB + 1] = j - firstB + 1;
      for (let i = firstA; i <= rootA; i++) {
        const row = (i - firstA + 1) * width;
        const leafA = at(leftmostA, i);
        const rowBeforeA = (leafA - firstA) * width;
        forests[row] = i - firstA + 1;
        for (let j = firstB; j <= rootB; j++) {
          const column = j - firstB + 1;
          const leafB = at(leftmostB, j);
          const bothWhole = leafA === firstA && leafB === firstB;
          const matched = bothWhole
            ? at(forests, row - width + column - 1) + (at(labelsA, i) === at(labelsB, j) ? 0 : 1)
            : at(forests, rowBeforeA + leafB - firstB) + at(trees, i * countB + j);
          const deleted = at(forests, row - width + column) + 1;
          const inserted = at(forests, row + column - 1) + 1;
          const least = Math.min(matched, deleted, inserted);
          forests[row + column] = least;
          if (bothWhole) trees[i * countB + j] = least;
        }
      }
    }
  }
  return trees.at(-1) ?? 0;
}
