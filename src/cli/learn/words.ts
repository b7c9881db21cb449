import type { Activity } from '../../background/activities.ts';
import type { LearnerReport } from '../../background/learner.ts';
import type { Hindrance } from '../../background/schedule.ts';
import { percent } from '../output.ts';

/** What was done, on one line. */
export function activityText({ kind, outcome, rollouts, run, detail, seconds }: Activity): string {
  const time = `${(seconds / 60).toFixed(1)} min`;
  if (outcome === 'failed') return `Failed after ${time}: ${detail}`;
  const how = outcome === 'paused' ? `Stopped after ${time}` : time;
  if (kind === 'training') return `Training, run ${run ?? '–'} (${how}). ${detail}`.trimEnd();
  const { functions = 0, docs = 0, reconstructions = 0, meanReward = null } = rollouts ?? {};
  const reward = meanReward === null ? '' : `, mean reward ${percent(meanReward)}`;
  return `Rollouts of ${functions} functions (${how}): ${docs} docs, ${reconstructions} reconstructions${reward}.`;
}

const reasons: Partial<Record<Hindrance, string>> = {
  'other-window': 'another process learns on this machine',
  'on-battery': 'the machine runs on its battery',
  'failed-lately': 'it failed a short time ago',
};

/** Why nothing is done now; null while something is. */
export function waitingText({ state, hindrances }: LearnerReport): string | null {
  if (state.working !== null) return null;
  const [reason] = hindrances.rollouts.flatMap((one) => reasons[one] ?? []);
  return reason === undefined ? null : `Waiting: ${reason}`;
}
