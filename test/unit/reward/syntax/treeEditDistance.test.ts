import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelledTree } from '../../../../src/reward/syntax/labelledTree.ts';
import { pqGramSimilarity } from '../../../../src/reward/syntax/pqGrams.ts';
import { treeSimilarity } from '../../../../src/reward/syntax/tree.ts';
import {
  editDistanceCells,
  treeEditDistance,
} from '../../../../src/reward/syntax/treeEditDistance.ts';

type Nested = readonly [label: string, ...children: Nested[]];

function flatten(root: Nested): LabelledTree {
  const labels: string[] = [];
  const leftmost: number[] = [];
  const visit = ([label, ...children]: Nested): void => {
    const first = labels.length;
    for (const child of children) visit(child);
    labels.push(label);
    leftmost.push(first);
  };
  visit(root);
  return { labels, leftmost };
}

function count(forest: readonly Nested[]): number {
  return forest.reduce((sum, [, ...children]) => sum + 1 + count(children), 0);
}

/** The distance by its definition: what happens to the last root of each forest. */
function distanceByDefinition(a: readonly Nested[], b: readonly Nested[]): number {
  const [lastA, lastB] = [a.at(-1), b.at(-1)];
  if (!lastA || !lastB) return count(a) + count(b);
  const [[labelA, ...childrenA], [labelB, ...childrenB]] = [lastA, lastB];
  const [restA, restB] = [a.slice(0, -1), b.slice(0, -1)];
  return Math.min(
    distanceByDefinition([...restA, ...childrenA], b) + 1,
    distanceByDefinition(a, [...restB, ...childrenB]) + 1,
    distanceByDefinition(childrenA, childrenB) +
      distanceByDefinition(restA, restB) +
      (labelA === labelB ? 0 : 1),
  );
}

const anyLabel = fc.constantFrom('a', 'b', 'c');
const anyTree = fc.letrec<{ tree: Nested }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    anyLabel.map((label): Nested => [label]),
    fc
      .tuple(anyLabel, fc.array(tie('tree'), { maxLength: 3 }))
      .map(([label, children]): Nested => [label, ...children]),
  ),
})).tree;
const smallTree = anyTree.filter((tree) => count([tree]) <= 7);

describe('tree edit distance', () => {
  it.each<[string, Nested, Nested, number]>([
    ['nothing to do', ['f', ['a'], ['b']], ['f', ['a'], ['b']], 0],
    ['one other label', ['f', ['a'], ['b']], ['f', ['a'], ['c']], 1],
    ['order counts', ['f', ['a'], ['b']], ['f', ['b'], ['a']], 2],
    ['an inner node goes', ['f', ['a', ['b'], ['c']]], ['f', ['b'], ['c']], 1],
    [
      "Zhang and Shasha's own",
      ['f', ['d', ['a'], ['c', ['b']]], ['e']],
      ['f', ['c', ['d', ['a'], ['b']]], ['e']],
      2,
    ],
  ])('%s', (_, a, b, distance) => {
    expect(treeEditDistance(flatten(a), flatten(b))).toBe(distance);
  });

  it('is what the definition says', () => {
    fc.assert(
      fc.property(smallTree, smallTree, (a, b) => {
        expect(treeEditDistance(flatten(a), flatten(b))).toBe(distanceByDefinition([a], [b]));
      }),
    );
  });

  it('is a metric', () => {
    fc.assert(
      fc.property(anyTree, anyTree, anyTree, (...trees) => {
        const [a, b, c] = trees.map(flatten) as [LabelledTree, LabelledTree, LabelledTree];
        expect(treeEditDistance(a, a)).toBe(0);
        expect(treeEditDistance(a, b)).toBe(treeEditDistance(b, a));
        expect(treeEditDistance(a, c)).toBeLessThanOrEqual(
          treeEditDistance(a, b) + treeEditDistance(b, c),
        );
      }),
    );
  });
});

describe('tree similarity', () => {
  it('is 1 for the same tree, symmetric, from 0 to 1, exact or not', () => {
    fc.assert(
      fc.property(anyTree, anyTree, (nestedA, nestedB) => {
        const [a, b] = [flatten(nestedA), flatten(nestedB)];
        for (const similarity of [pqGramSimilarity, exact]) {
          expect(similarity(a, a)).toBe(1);
          expect(similarity(a, b)).toBe(similarity(b, a));
          expect(similarity(a, b)).toBeGreaterThanOrEqual(0);
          expect(similarity(a, b)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('is approximated where the distance would take long', () => {
    const wide = (leaves: number): Nested => [
      'root',
      ...Array.from({ length: leaves }, (): Nested => ['branch', ['x'], ['y']]),
    ];
    const [small, large] = [flatten(wide(10)), flatten(wide(1000))];
    expect(editDistanceCells(large, large)).toBeGreaterThan(10_000_000);
    expect(treeSimilarity(small, large).isApproximate).toBe(false);
    expect(treeSimilarity(large, large)).toEqual({ similarity: 1, isApproximate: true });
  });
});

function exact(a: LabelledTree, b: LabelledTree): number {
  return treeSimilarity(a, b).similarity;
}
