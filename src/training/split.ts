import { createHash } from 'node:crypto';

/** Where a function stands for ever: what trains the model, or what judges the training. */
export type Side = 'train' | 'held-out';

/** This share of the functions is held out. */
export const heldOutShare = 0.2;
/** From this Jaccard index of their shingles on, two functions are near duplicates. */
const nearDuplicate = 0.7;
/** Words and signs in a row that make one shingle. */
const shingleLength = 4;

/**
 * The side of each function, in the order given. A near duplicate stands where the first of its
 * kind stands; all others stand by the hash of their code, so that the side of a function never
 * depends on what else is in the repository, as long as older functions come first.
 *
 * @param codes without documentation, oldest first.
 * @param share held out, from 0 to 1.
 */
export function splitFunctions(codes: readonly string[], share = heldOutShare): Side[] {
  const seen: { readonly shingles: ReadonlySet<string>; readonly side: Side }[] = [];
  const byShingle = new Map<string, number[]>();
  return codes.map((code) => {
    const shingles = shinglesOf(code);
    const original = candidates(shingles, byShingle)
      .map((index) => seen[index])
      .find((one) => one && jaccard(one.shingles, shingles) >= nearDuplicate);
    const side = original?.side ?? sideByHash(code, share);
    const index = seen.push({ shingles, side }) - 1;
    for (const shingle of shingles) {
      const indexes = byShingle.get(shingle);
      if (indexes) indexes.push(index);
      else byShingle.set(shingle, [index]);
    }
    return side;
  });
}

/** For each function whether one before it is nearly the same. */
export function repeatsEarlier(codes: readonly string[]): boolean[] {
  const seen: ReadonlySet<string>[] = [];
  return codes.map((code) => {
    const shingles = shinglesOf(code);
    const repeats = seen.some((one) => jaccard(one, shingles) >= nearDuplicate);
    seen.push(shingles);
    return repeats;
  });
}

function sideByHash(code: string, share: number): Side {
  const first = createHash('sha256').update(code).digest().readUInt32BE(0);
  return first / 2 ** 32 < share ? 'held-out' : 'train';
}

/** The earlier functions that share a shingle, oldest first. */
function candidates(
  shingles: ReadonlySet<string>,
  byShingle: ReadonlyMap<string, readonly number[]>,
): number[] {
  const indexes = new Set<number>();
  for (const shingle of shingles) {
    for (const index of byShingle.get(shingle) ?? []) indexes.add(index);
  }
  return [...indexes].sort((a, b) => a - b);
}

/** Runs of words and signs; names and literals count, layout does not. */
function shinglesOf(code: string): Set<string> {
  const words = code.match(/\w+|[^\w\s]/g) ?? [];
  const shingles = new Set<string>();
  for (let start = 0; start + shingleLength <= words.length; start++) {
    shingles.add(words.slice(start, start + shingleLength).join(' '));
  }
  return shingles;
}

/** Shared elements over all elements, 0 where there are none. */
function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const element of a) if (b.has(element)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}
