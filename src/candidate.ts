import { type Outcome, successOf } from './common/errors.ts';
import { mean, meanParts } from './reward/mean.ts';
import type { RewardParts } from './reward/types.ts';
import type { Documentation, Reconstruction } from './roundTrip.ts';

/** One doc and what came back from it. */
export interface Candidate {
  readonly documentation: Documentation;
  /** Mean reward of its reconstructions, from 0. Null until they come, or if none can be judged. */
  readonly fidelity: number | null;
  /** The means of those rewards' parts. */
  readonly parts: RewardParts;
  /** The first of its reconstructions, or null without one. */
  readonly reconstruction: Reconstruction | null;
}

/** A reply that is no code has the reward 0; what can't be judged has none. */
export function rewardsOf(rebuilt: readonly Outcome<Reconstruction>[]): number[] {
  return rebuilt.flatMap((outcome) => ('error' in outcome ? 0 : (outcome.value.reward ?? [])));
}

/** Without an outcome the doc is not measured yet. */
export function candidateOf(
  documentation: Documentation,
  rebuilt: readonly Outcome<Reconstruction>[] = [],
): Candidate {
  const reconstructions = rebuilt.flatMap((outcome) => successOf(outcome) ?? []);
  const reward = mean(rewardsOf(rebuilt));
  return {
    documentation,
    fidelity: reward === null ? null : Math.max(0, reward),
    parts: meanParts(reconstructions.map(({ parts }) => parts)),
    reconstruction: reconstructions[0] ?? null,
  };
}

/** False before reconstructions came. */
export function isMeasured({ fidelity, reconstruction }: Candidate): boolean {
  return fidelity !== null || reconstruction !== null;
}

/** For sorting best first; those without a fidelity stand last, in the order drawn. */
export function byFidelity(a: Candidate, b: Candidate): number {
  return (b.fidelity ?? -1) - (a.fidelity ?? -1);
}
