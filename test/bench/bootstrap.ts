/** What varies by chance, and what a statistic of it may be by chance. */
export interface Estimate {
  readonly value: number;
  /** The 95% percentile bootstrap interval. */
  readonly interval: readonly [low: number, high: number];
}

/**
 * A statistic of independent items with its 95% percentile bootstrap interval (Efron, Bootstrap
 * Methods, Annals of Statistics 7, 1979). Items are drawn anew with replacement, whole, so that
 * what belongs together (a function's pairs, a function's values under two conditions) stays so.
 * The same items give the same interval. Resamples on which the statistic is NaN don't count.
 */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (items: readonly T[]) => number,
  rounds = 2000,
): Estimate {
  const random = seededRandom(1);
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const drawn = items.flatMap(() => {
      const index = Math.floor(random() * items.length);
      return items.slice(index, index + 1);
    });
    const value = statistic(drawn);
    if (!Number.isNaN(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.floor(share * (values.length - 1))] ?? Number.NaN;
  return { value: statistic(items), interval: [at(0.025), at(0.975)] };
}

/** Marsaglia's xorshift (Journal of Statistical Software 8, 2003), from 0 to 1. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
