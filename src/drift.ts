/**
 * Drift: the documentation rebuilds the code it was written for better than the code that is there
 * now. Each reconstruction is scored twice, so the model's weakness cancels out.
 */
import type { Original, RewardFunction } from './reward/types.ts';

/** More than this is called drift. */
export const driftThreshold = 0.1;

export interface Drift {
  /** The mean of S(then) - S(now), from -1 to 1. */
  readonly drift: number;
  /** Student's 95% confidence interval of the mean; null for fewer than two reconstructions. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly drifted: boolean;
}

/** The drift of code that is what it was: needs no reconstruction. */
export const noDrift: Drift = { drift: 0, interval: null, drifted: false };

/**
 * @param now the function as it is, @param then its code when its doc was last touched.
 * @param reconstructions codes rebuilt from the doc; not needed where `then` is the present code.
 * @returns null where nothing can be compared.
 */
export function driftOf(
  reward: RewardFunction,
  now: Original,
  then: string,
  reconstructions: readonly string[],
): Drift | null {
  if (then === now.code) return noDrift;
  throw new Error(`Not built yet: ${reward} ${reconstructions.length}`);
}
