import { clip } from './clip.ts';

/** A function that the model rebuilds this well from its signature alone, it knows by heart. */
const memorised = 0.9;

/**
 * How much a documentation adds to the signature: the mean reward of its reconstructions over that
 * of reconstructions from the signature alone, as a share of what was left to gain (Round-Trip
 * Correctness, arXiv 2402.08699).
 * @param rewards of the documentation's reconstructions.
 * @param baseline the mean reward of reconstructions from the signature alone.
 * @returns 0 to 1, or null where there is nothing to learn: no reward, or a memorised function.
 */
export function lift(rewards: readonly number[], baseline: number): number | null {
  if (rewards.length === 0 || isMemorised(baseline)) return null;
  const mean = rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
  const start = Math.max(0, baseline);
  return clip((mean - start) / (1 - start));
}

/** The documentation of such a function can't be judged by what is rebuilt from it. */
export function isMemorised(baseline: number): boolean {
  return baseline > memorised;
}
