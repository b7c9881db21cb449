import type { FunctionGraph } from '../functionGraph.ts';
import { buildValueGraph } from '../graph/buildValueGraph.ts';
import type { Definition, Statement } from '../graph/ir.ts';
import { graphFeatures, graphSimilarity } from '../graph/weisfeilerLehman.ts';
import { clip } from './clip.ts';

/** Of functions this small each line is a large part; a stub says nothing about them. */
const fewestNodes = 12;

const notImplemented = 'NotImplementedError';

/** Bodies that anyone can write without knowing what a function does. */
function stubBodies({ parameters: [first] }: Definition): (readonly Statement[])[] {
  const none: Statement = {
    kind: 'return',
    value: { kind: 'literal', type: 'none', value: 'none' },
  };
  const raise: Statement = { kind: 'raise', value: { kind: 'variable', name: notImplemented } };
  const parameter: Statement | null = first
    ? { kind: 'return', value: { kind: 'variable', name: first.name } }
    : null;
  return [[none], [raise], ...(parameter ? [[parameter]] : [])];
}

/**
 * The similarity that a function gives away for nothing: that of the best of its stubs (an empty
 * body, which returns nothing; its first parameter returned; an exception raised). 0 for functions
 * under 12 nodes.
 */
export function stubBaseline({ definition, traits, features }: FunctionGraph): number {
  if (features.size < fewestNodes) return 0;
  const similarities = stubBodies(definition).map((body) => {
    const stub = buildValueGraph({ ...definition, body }, traits).graph;
    return graphSimilarity(features, graphFeatures(stub));
  });
  return Math.max(...similarities);
}

/** How far a similarity is above the baseline, as a share of what was left: 0 to 1. */
export function aboveBaseline(similarity: number, baseline: number): number {
  return baseline >= 1 ? similarity : clip((similarity - baseline) / (1 - baseline));
}
