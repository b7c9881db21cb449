import { describe, expect, it } from 'vitest';
import type { ValueGraph } from '../../../../src/reward/graph/valueGraph.ts';
import { graphFeatures, graphSimilarity } from '../../../../src/reward/graph/weisfeilerLehman.ts';

/** `label(operands…)`, a `~` before a label whose operands have no order; the last is the root. */
function graph(...nodes: [label: string, ...operands: number[]][]): ValueGraph {
  return {
    labels: nodes.map(([label]) => label.replace('~', '')),
    operands: nodes.map(([, ...operands]) => operands),
    isCommutative: nodes.map(([label]) => label.startsWith('~')),
    roots: [nodes.length - 1],
  };
}

const similarity = (a: ValueGraph, b: ValueGraph) =>
  graphSimilarity(graphFeatures(a), graphFeatures(b));

const empty: ValueGraph = { labels: [], operands: [], isCommutative: [], roots: [] };

describe('similarity of graphs', () => {
  it.each([
    ['nothing and nothing', empty, empty, 1],
    ['nothing and something', empty, graph(['x']), 0],
    ['a graph and itself', graph(['x'], ['y'], ['-', 0, 1]), graph(['x'], ['y'], ['-', 0, 1]), 1],
    [
      'nodes in another order',
      graph(['x'], ['y'], ['-', 0, 1]),
      graph(['y'], ['x'], ['-', 1, 0]),
      1,
    ],
    ['operands that may', graph(['x'], ['y'], ['~*', 0, 1]), graph(['x'], ['y'], ['~*', 1, 0]), 1],
    // Leaves are shared at each depth (2/3), the operation only by its label: (1 + 3 · 2/3) / 4.
    [
      'operands that may not change places',
      graph(['x'], ['y'], ['-', 0, 1]),
      graph(['x'], ['y'], ['-', 1, 0]),
      0.4 * ((1 + 3 * (2 / 3)) / 4) + 0.3 * (2 / 3),
    ],
    ['other labels', graph(['x']), graph(['y']), 0],
  ])('%s', (_, a, b, expected) => {
    expect(similarity(a, b)).toBeCloseTo(expected, 12);
  });

  it('sees a difference far below a root', () => {
    const chain = (leaf: string) =>
      graph([leaf], ...Array.from({ length: 20 }, (_, i): [string, number] => ['f', i]));
    const [a, b] = [graphFeatures(chain('x')), graphFeatures(chain('y'))];
    expect(a.roots).not.toEqual(b.roots);
  });

  it('follows what a loop carries around to itself', () => {
    const loop = (step: string) => graph(['0'], ['mu', 0, 2], [step, 1]);
    expect(similarity(loop('+1'), loop('+1'))).toBe(1);
    expect(similarity(loop('+1'), loop('+2'))).toBeLessThan(1);
  });
});
