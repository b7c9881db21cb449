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
  const sides: Side[] = [];
  for (const [index, original] of originals(codes).entries()) {
    const inherited = original === null ? undefined : sides[original];
    sides.push(inherited ?? sideByHash(codes[index] ?? '', share));
  }
  return sides;
}

/** For each function whether one before it is nearly the same. */
export function repeatsEarlier(codes: readonly string[]): boolean[] {
  return originals(codes).map((original) => original !== null);
}

/** For each code the index of the first one before it that is nearly the same, or null. */
function originals(codes: readonly string[]): (number | null)[] {
  const known = new NearDuplicates();
  return codes.map((code) => known.add(code));
}

/** Codes one after the other, and which of them repeat an earlier one. */
export class NearDuplicates {
  private readonly seen: ReadonlySet<number>[] = [];
  private readonly byShingle = new Map<number, number[]>();

  /** @returns the index, in the order added, of the first that is nearly the same, or null. */
  add(code: string): number | null {
    const shingles = shinglesOf(code);
    const original = candidates(shingles, this.byShingle).find(
      (index) => jaccard(this.seen[index] ?? new Set(), shingles) >= nearDuplicate,
    );
    const index = this.seen.push(shingles) - 1;
    for (const shingle of shingles) {
      const indexes = this.byShingle.get(shingle);
      if (indexes) indexes.push(index);
      else this.byShingle.set(shingle, [index]);
    }
    return original ?? null;
  }
}

function sideByHash(code: string, share: number): Side {
  const first = createHash('sha256').update(code).digest().readUInt32BE(0);
  return first / 2 ** 32 < share ? 'held-out' : 'train';
}

/**
 * The earlier functions that can be near duplicates, oldest first. Two sets with a Jaccard index of
 * t share at least t of either, so any 1 - t of the shingles and one more hold a shared one: the
 * rarest are asked, since `return x` stands everywhere.
 */
function candidates(
  shingles: ReadonlySet<number>,
  byShingle: ReadonlyMap<number, readonly number[]>,
): number[] {
  const enough = shingles.size - Math.ceil(nearDuplicate * shingles.size) + 1;
  const known = [...shingles].map((shingle) => byShingle.get(shingle) ?? []);
  const rarest = known.sort((a, b) => a.length - b.length).slice(0, enough);
  return [...new Set(rarest.flat())].sort((a, b) => a - b);
}

/**
 * Runs of words and signs; names and literals count, layout does not. Each is kept as a number of 30
 * bits, since a repository has millions: two of them are taken for one in a thousand million.
 */
function shinglesOf(code: string): Set<number> {
  const words = (code.match(/\w+|[^\w\s]/g) ?? []).map(numberOf);
  const shingles = new Set<number>();
  for (let start = 0; start + shingleLength <= words.length; start++) {
    const run = words.slice(start, start + shingleLength);
    shingles.add(run.reduce(mixed, fnvBasis) & 0x3fffffff);
  }
  return shingles;
}

/** FNV-1a, by characters for a word and by words for a run of them. */
const fnvBasis = 0x811c9dc5;
const mixed = (hash: number, next: number) => Math.imul(hash ^ next, 0x01000193);

function numberOf(word: string): number {
  let hash = fnvBasis;
  for (let index = 0; index < word.length; index++) hash = mixed(hash, word.charCodeAt(index));
  return hash ^ (hash >>> 15);
}

/** Shared elements over all elements, 0 where there are none. */
function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0;
  for (const element of a) if (b.has(element)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}
