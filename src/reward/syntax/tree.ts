import type { LabelledTree } from './labelledTree.ts';
import { pqGramSimilarity } from './pqGrams.ts';
import { editDistanceCells, treeEditDistance } from './treeEditDistance.ts';

/** About a tenth of a second. Functions of a hundred lines stay well below. */
const maxCells = 10_000_000;

export interface TreeSimilarity {
  readonly similarity: number;
  /** The trees were too large for the edit distance. */
  readonly isApproximate: boolean;
}

/**
 * How alike two syntax trees are, 0 to 1: one minus the tree edit distance d in the normalisation
 * of Y. Li, C. Zhang (A metric normalization of tree edit distance, Frontiers of Computer
 * Science 5, 2011), 2d / (|a| + |b| + d). For trees so large that the distance would take long,
 * one minus their pq-gram distance.
 */
export function treeSimilarity(a: LabelledTree, b: LabelledTree): TreeSimilarity {
  if (editDistanceCells(a, b) > maxCells) {
    return { similarity: pqGramSimilarity(a, b), isApproximate: true };
  }
  const nodes = a.labels.length + b.labels.length;
  const distance = treeEditDistance(a, b);
  return { similarity: (nodes - distance) / (nodes + distance), isApproximate: false };
}
