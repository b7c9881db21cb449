/**
 * Drift: the documentation rebuilds the code it was written for better than the code that is there
 * now. Each reconstruction is scored twice, so the model's weakness cancels out.
 */
import type { Original, RewardFunction } from './reward/types.ts';

/** From so many reconstructions on the interval has a say: of two or three it spans nearly all. */
const fewestForInterval = 4;

/**
 * More than this is called drift. None of 449 equal rewrites reached 0.005 in `npm run bench:drift`;
 * the rest is left for changes of another kind.
 */
export const driftThreshold = 0.02;

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
  const before = { language: now.language, code: then };
  const differences: number[] = [];
  for (const code of reconstructions) {
    const [ofThen, ofNow] = [reward(before, code), reward(now, code)];
    if (ofThen.reward === null || ofNow.reward === null) continue;
    differences.push(ofThen.similarity - ofNow.similarity);
  }
  if (differences.length === 0) return null;
  const drift = mean(differences);
  const interval = confidenceInterval(differences);
  const isSure = differences.length < fewestForInterval || (interval?.[0] ?? 0) > 0;
  const drifted = drift > driftThreshold && isSure;
  return { drift, interval, drifted };
}

/**
 * Student's t interval: mean ± t · s / √n with n - 1 degrees of freedom (Student, The Probable Error
 * of a Mean, Biometrika 6, 1908).
 */
function confidenceInterval(values: readonly number[]): Drift['interval'] {
  const { length } = values;
  if (length < 2) return null;
  const centre = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (length - 1);
  const half = (quantiles[length - 2] ?? normalQuantile) * Math.sqrt(variance / length);
  return [centre - half, centre + half];
}

/** The 0.975 quantile of Student's t for 1, 2, … degrees of freedom, as printed in any table. */
const quantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048,
  2.045, 2.042,
];
const normalQuantile = 1.96;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
