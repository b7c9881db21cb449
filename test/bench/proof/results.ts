import { bootstrap, type Estimate } from '../bootstrap.ts';
import { mean } from '../reward/statistics.ts';
import type { ProofSample } from './samples.ts';

/** What one policy does on the held-out functions under one decoding. */
export interface PolicyResult {
  readonly policy: string;
  readonly decoding: string;
  readonly functions: number;
  /** Mean reward over functions, from 0. */
  readonly reward: number;
  /** Against the base on the same functions and seeds; null for the base itself. */
  readonly difference: Estimate | null;
  /** Mean words of a doc. */
  readonly words: number;
  /** Share of docs that held nothing usable. */
  readonly unusable: number;
  /** Mean share of the code that the docs quote, as the reward’s guard measures it. */
  readonly leak: number;
  /** One reward a function, in the functions' order. */
  readonly rewards: readonly number[];
}

/** The mean reward of a function: a doc or a code that could not be used or judged counts as 0. */
export function rewardOf({ docs, rebuilt }: ProofSample): number {
  return mean(
    docs.map((_, doc) => {
      const codes = rebuilt[doc] ?? [];
      return codes.length === 0 ? 0 : mean(codes.map((code) => Math.max(0, code?.reward ?? 0)));
    }),
  );
}

/** @param base the base policy's samples of the same functions, or null for the base itself. */
export function resultOf(
  policy: string,
  decoding: string,
  samples: readonly ProofSample[],
  base: readonly ProofSample[] | null,
): PolicyResult {
  const rewards = samples.map(rewardOf);
  const docs = samples.flatMap((sample) => sample.docs);
  const codes = samples.flatMap(({ rebuilt }) => rebuilt.flat());
  const usable = docs.filter((doc) => doc !== null);
  return {
    policy,
    decoding,
    functions: samples.length,
    reward: mean(rewards),
    difference: base && bootstrap(paired(base, rewards), meanDifference),
    words: mean(usable.map((doc) => doc.split(/\s+/).length)),
    unusable: (docs.length - usable.length) / docs.length,
    leak: mean(codes.flatMap((code) => code?.parts.leak ?? [])),
    rewards,
  };
}

type Pair = readonly [before: number, after: number];

function paired(base: readonly ProofSample[], rewards: readonly number[]): Pair[] {
  return rewards.map((after, index) => {
    const before = base[index];
    if (!before) throw new Error('The base has no sample of a function.');
    return [rewardOf(before), after];
  });
}

function meanDifference(pairs: readonly Pair[]): number {
  return mean(pairs.map(([before, after]) => after - before));
}
