import type { ValueGraph } from './valueGraph.ts';

/** Hashes of a graph's nodes, sorted, by how much of what they are computed from they take in. */
export interface GraphFeatures {
  /** Depth 0 to 3: the label, with its operands' labels, … */
  readonly levels: readonly Uint32Array[];
  /** All that a node is computed from, as far as `fullDepth`. */
  readonly full: Uint32Array;
  /** The same of the roots alone. */
  readonly roots: Uint32Array;
  /** How many nodes the graph has. */
  readonly size: number;
}

const shallowDepth = 3;
const fullDepth = 29;

/** FNV-1a. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return hash >>> 0;
}

/** The body and the end of MurmurHash3. */
function mix(hash: number, value: number): number {
  const mixed = hash ^ Math.imul(value, 0xcc9e2d51);
  return Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64;
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The Weisfeiler-Lehman features of a graph (Shervashidze et al. 2011), operands instead of neighbours. */
export function graphFeatures(graph: ValueGraph): GraphFeatures {
  const base = Uint32Array.from(graph.labels, hashText);
  const levels = [base.toSorted()];
  let current = base;
  for (let depth = 1; depth <= fullDepth; depth++) {
    current = deeper(graph, base, current);
    if (depth <= shallowDepth) levels.push(current.toSorted());
  }
  const full = current;
  return {
    levels,
    full: full.toSorted(),
    roots: Uint32Array.from(graph.roots, (root) => full[root] ?? 0).sort(),
    size: graph.labels.length,
  };
}

function deeper(
  graph: ValueGraph,
  base: Uint32Array,
  current: Uint32Array,
): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(base.length);
  for (let node = 0; node < base.length; node++) {
    let hash = mix(0x9747b28c, base[node] ?? 0);
    const operands = graph.operands[node] ?? [];
    if (graph.isCommutative[node]) {
      let sum = 0;
      let parity = 0;
      for (const operand of operands) {
        const value = current[operand] ?? 0;
        sum = (sum + finish(value)) | 0;
        parity ^= finish(value + 0x1234567);
      }
      hash = mix(mix(hash, sum), parity);
    } else {
      for (const operand of operands) hash = mix(hash, current[operand] ?? 0);
    }
    next[node] = finish(hash);
  }
  return next;
}

/** Sørensen–Dice of two sorted multisets; 1 where both are empty. */
function dice(a: Uint32Array, b: Uint32Array): number {
  const total = a.length + b.length;
  if (total === 0) return 1;
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] ?? 0;
    const y = b[j] ?? 0;
    if (x === y) shared++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return (2 * shared) / total;
}

/** How much of two graphs is the same, each from 0 to 1. */
export interface GraphOverlap {
  /** Nodes with their near operands: the mean over the depths 0 to 3. */
  readonly nodes: number;
  /** Nodes with all that they are computed from. */
  readonly values: number;
  /** What can be observed, with all that it is computed from. */
  readonly roots: number;
}

export function graphOverlap(a: GraphFeatures, b: GraphFeatures): GraphOverlap {
  let levels = 0;
  a.levels.forEach((level, depth) => {
    levels += dice(level, b.levels[depth] ?? new Uint32Array());
  });
  return {
    nodes: levels / a.levels.length,
    values: dice(a.full, b.full),
    roots: dice(a.roots, b.roots),
  };
}

/** 0 to 1: 0.4 the nodes, 0.3 whole values, 0.3 whole observations. */
export function overlapMean({ nodes, values, roots }: GraphOverlap): number {
  return 0.4 * nodes + 0.3 * values + 0.3 * roots;
}

export function graphSimilarity(a: GraphFeatures, b: GraphFeatures): number {
  return overlapMean(graphOverlap(a, b));
}
