import type { SetUpProgress } from '../training/environment/types.ts';
import type { TrainerEvent, TrainerPhase } from '../training/trainerEvents.ts';
import type { JudgedPolicy } from './cycleParts.ts';

export const phaseWords: Readonly<Record<TrainerPhase, string>> = {
  loading: 'Loading the model into the trainer',
  probing: 'Comparing the trainer’s model with the engine’s',
  preparing: 'Preparing the rollouts',
  training: 'Training',
  saving: 'Saving the adapter',
};

const judgedWords: Readonly<Record<JudgedPolicy, string>> = {
  present: 'as it is',
  candidate: 'with the new adapter',
};

/** How far the judgement of a policy is. */
export function judgingText(policy: JudgedPolicy, done: number, total: number): string {
  return `Judging the model ${judgedWords[policy]}: ${done} of ${total} held-out functions`;
}

/** What is worth a line that stays; null for anything else. */
export function noteText(event: TrainerEvent): string | null {
  if (event.event === 'skipped') return `Left out (${event.reason}): ${event.count}`;
  if (event.event === 'stopped') return `Training ended early: ${event.reason}.`;
  return null;
}

/** How far the set-up of the trainer is. */
export function setUpText({ phase, package: name, bytes }: SetUpProgress): string {
  const size = bytes === null ? '' : ` (${(bytes / 1e6).toFixed(0)} MB)`;
  return `${phase}${name === null ? '' : ` ${name}`}${size}`;
}

/** `3 min left`, rounded up. */
export function timeLeft(seconds: number): string {
  return `${Math.ceil(seconds / 60)} min left`;
}
