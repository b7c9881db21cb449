import { l10n } from 'vscode';
import type { Activity } from '../../background/activities.ts';
import type { LearnerReport } from '../../background/learner.ts';
import type { Hindrance } from '../../background/schedule.ts';

/** Why nothing is done now, as a person is told. */
export function hindranceText(hindrance: Hindrance): string {
  const words: Readonly<Record<Hindrance, () => string>> = {
    off: () => l10n.t('it is turned off for this workspace'),
    untrusted: () => l10n.t('the workspace is not trusted'),
    'no-model': () => l10n.t('no model was chosen yet'),
    'other-window': () => l10n.t('another window learns'),
    paused: () => l10n.t('you paused it'),
    'in-use': () => l10n.t('the model works for you'),
    'not-idle': () => l10n.t('you are at work'),
    'on-battery': () => l10n.t('the machine runs on its battery'),
    'machine-busy': () => l10n.t('the machine is busy with something else'),
    'time-spent': () => l10n.t('today’s time is spent'),
    'rollouts-spent': () => l10n.t('today’s rollouts are spent'),
    'disk-spent': () => l10n.t('the space on disk that you allow is used up'),
    'outside-hours': () => l10n.t('it is not the time of day for training'),
    'failed-lately': () => l10n.t('it failed a short time ago and waits before it tries again'),
    'nothing-to-read': () => l10n.t('there is no function that may be read'),
    'few-rollouts': () => l10n.t('there are not enough new rollouts to train on'),
    'trainer-missing': () => l10n.t('the trainer is not set up yet'),
  };
  return words[hindrance]();
}

/** What background learning does in this moment. */
export function stateText({ state, hindrances, leader }: LearnerReport): string {
  if (state.isStopping) return l10n.t('Making way for you');
  if (state.working === 'rollouts') return l10n.t('Drawing rollouts');
  if (state.working === 'training') return l10n.t('Training');
  if (leader?.text === 'training') return l10n.t('Another window trains on {0}', leader.repository);
  if (leader) return l10n.t('Another window learns {0}', leader.repository);
  const [first] = hindrances.rollouts;
  return first ? l10n.t('Waiting: {0}', hindranceText(first)) : l10n.t('About to begin');
}

/** What was done, on one line. */
export function activityText({ kind, outcome, rollouts, run, detail }: Activity): string {
  if (outcome === 'failed') return l10n.t('Failed: {0}', detail);
  const paused = outcome === 'paused' ? l10n.t('Paused. ') : '';
  if (kind === 'training') return `${paused}${detail || l10n.t('Training, run {0}', run ?? '–')}`;
  const { functions = 0, docs = 0, reconstructions = 0 } = rollouts ?? {};
  const drawn = l10n.t(
    'Drew {0} documentations and {1} reconstructions of {2} functions',
    ...[docs, reconstructions, functions],
  );
  return `${paused}${drawn}`;
}
