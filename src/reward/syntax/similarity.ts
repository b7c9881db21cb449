import type { Pair, Pairing } from '../pairing.ts';
import { canonicalTokens } from './canonicalTokens.ts';
import type { FunctionSyntax } from './functionSyntax.ts';
import { identifierOverlap } from './identifiers.ts';
import { tokenOverlap } from './tokens.ts';
import { treeSimilarity } from './tree.ts';

/** What similarity is the weighted mean of. Words and structure tell equally much. */
const weights = { tokens: 0.4, identifiers: 0.2, tree: 0.4 };

export interface Similarity {
  readonly tokens: number;
  readonly identifiers: number;
  readonly tree: number;
  /** The weighted mean of the three. */
  readonly similarity: number;
  /** The tree part is an approximation somewhere. */
  readonly isApproximate: boolean;
}

function compare({ original, candidate }: Pair<FunctionSyntax>): Omit<Similarity, 'similarity'> {
  const a = canonicalTokens(original);
  const b = canonicalTokens(candidate);
  const tokens = tokenOverlap(a, b);
  const { similarity: tree, isApproximate } = treeSimilarity(original.tree, candidate.tree);
  // Bodies that name nothing from outside: the part has no say, so it takes its neighbour's.
  return { tokens, identifiers: identifierOverlap(a, b) ?? tokens, tree, isApproximate };
}

function sizeOf({ tree }: FunctionSyntax): number {
  return tree.labels.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * How alike two snippets are, 0 to 1, function by function, each with its number of syntax nodes as
 * weight. A missing function counts as 0, an extra one (a helper) as 0 with half its weight.
 */
export function similarityOf({ pairs, missing, extra }: Pairing<FunctionSyntax>): Similarity {
  const shares = pairs.map(({ original, candidate }) => (sizeOf(original) + sizeOf(candidate)) / 2);
  const total = sum([...shares, ...missing.map(sizeOf), ...extra.map((f) => sizeOf(f) / 2)]);
  const compared = pairs.map(compare);
  const mean = (part: keyof typeof weights): number =>
    total === 0 ? 0 : sum(compared.map((one, index) => one[part] * (shares[index] ?? 0))) / total;
  const parts = { tokens: mean('tokens'), identifiers: mean('identifiers'), tree: mean('tree') };
  const weighted =
    weights.tokens * parts.tokens +
    weights.identifiers * parts.identifiers +
    weights.tree * parts.tree;
  return {
    ...parts,
    similarity: weighted / (weights.tokens + weights.identifiers + weights.tree),
    isApproximate: compared.some(({ isApproximate }) => isApproximate),
  };
}
