import { type Group, type Tally, tallyOf } from '../../cycle/rollouts/group.ts';
import { mean } from '../../reward/mean.ts';
import { percent } from '../output.ts';

/** What a run came to. */
export interface Summary extends Tally {
  readonly meanLift: number | null;
  /** Drawn tokens; those of prompts are not counted. */
  readonly tokensPerSecond: number;
}

export function summarise(groups: readonly Group[], tokens: number, seconds: number): Summary {
  return {
    ...tallyOf(groups),
    meanLift: mean(groups.flatMap(({ lifts }) => lifts.flatMap((one) => one ?? []))),
    tokensPerSecond: seconds > 0 ? Math.round((10 * tokens) / seconds) / 10 : 0,
  };
}

export function summarySentence(summary: Summary): string {
  return [
    `${summary.functions} functions, ${summary.docs} docs,`,
    `${summary.reconstructions} reconstructions, mean reward ${percent(summary.meanReward)},`,
    `${summary.tokensPerSecond.toFixed(1)} tokens/s`,
  ].join(' ');
}
