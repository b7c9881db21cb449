import type { RewardParts } from './types.ts';

/** The arithmetic mean, or null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean of each part over the rewards that have it. */
export function meanParts(all: readonly RewardParts[]): RewardParts {
  const names = new Set(all.flatMap((parts) => Object.keys(parts)));
  return Object.fromEntries(
    [...names].map((name) => [name, mean(all.flatMap((parts) => parts[name] ?? [])) ?? 0]),
  );
}
