/** How much one policy is better than another on the same functions. */
export interface PairedDifference {
  /** The mean of after - before. */
  readonly difference: number;
  /** The 95% interval of that mean. */
  readonly interval: readonly [low: number, high: number];
  /** How many functions. */
  readonly n: number;
}

export interface BootstrapOptions {
  readonly resamples?: number;
  readonly seed?: number;
}

/**
 * The paired percentile bootstrap (Efron, Bootstrap Methods, Annals of Statistics 7, 1979): functions
 * are drawn anew with replacement, each with both of its values, so that how hard a function is
 * cancels out. The same values and seed give the same interval.
 *
 * @param before one value a function, @param after of the same functions in the same order.
 * @throws Error where the lengths differ or there is nothing to compare.
 */
export function pairedBootstrap(
  before: readonly number[],
  after: readonly number[],
  { resamples = 10_000, seed = 1 }: BootstrapOptions = {},
): PairedDifference {
  if (before.length !== after.length || before.length === 0) {
    throw new Error(`${before.length} values can't be paired with ${after.length}.`);
  }
  const n = before.length;
  const differences = Float64Array.from(after, (value, index) => value - (before[index] ?? 0));
  const random = seededRandom(seed);
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < n; draw++) sum += differences[Math.floor(random() * n)] ?? 0;
    return sum / n;
  }).sort();
  const at = (share: number) => means[Math.round(share * (resamples - 1))] ?? Number.NaN;
  const difference = differences.reduce((sum, value) => sum + value, 0) / n;
  return { difference, interval: [at(0.025), at(0.975)], n };
}

/** SplitMix32 (Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, 2014), from 0 to 1. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
