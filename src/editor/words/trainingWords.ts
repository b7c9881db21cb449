import { env, l10n } from 'vscode';
import type { JudgedPolicy } from '../../cycle/cycleParts.ts';
import type { AdapterManifest } from '../../training/adapters/manifest.ts';
import { fewestHeldOut } from '../../training/promotion.ts';
import type { TrainerEvent, TrainingProgress } from '../../training/trainerEvents.ts';

/** How far training is, in the editor's language; null for an event that is no progress. */
export function trainingWords(event: TrainerEvent): string | null {
  if (event.event === 'phase') return phases()[event.phase] ?? null;
  if (event.event !== 'progress') return null;
  return [l10n.t('Step {0} of {1}', event.step, event.steps), ...figures(event)].join(' · ');
}

const phases = () => ({
  loading: l10n.t('Loading the model into the trainer'),
  probing: l10n.t('Comparing the trainer’s model with the engine’s'),
  preparing: l10n.t('Preparing the rollouts'),
  training: l10n.t('Training'),
  saving: l10n.t('Saving the adapter'),
});

function figures(progress: TrainingProgress): string[] {
  const { loss, kl, clipShare, entropy, tokensPerSecond, etaSeconds } = progress;
  const known: readonly [number | null, (value: number) => string][] = [
    [loss, (value) => l10n.t('loss {0}', decimal(value, 3))],
    [kl, (value) => `KL ${decimal(value, 4)}`],
    [clipShare, (value) => l10n.t('clipped {0}%', Math.round(100 * value))],
    [entropy, (value) => l10n.t('entropy {0}', decimal(value, 2))],
    [tokensPerSecond, (value) => l10n.t('{0} tokens/s', Math.round(value))],
    [etaSeconds, (value) => l10n.t('{0} min left', Math.ceil(value / 60))],
  ];
  return known.flatMap(([value, words]) => (value === null ? [] : words(value)));
}

/** How far the judgement of a policy is. */
export function judgingWords(policy: JudgedPolicy, done: number, total: number): string {
  return policy === 'present'
    ? l10n.t('Judging the model as it is: {0} of {1} held-out functions', done, total)
    : l10n.t('Judging the model with the new adapter: {0} of {1} held-out functions', done, total);
}

/** How a cycle ended: whether the adapter is used, and why, with what was measured. */
export function outcomeWords(manifest: AdapterManifest): string {
  const { id, status } = manifest;
  const use =
    status === 'promoted'
      ? l10n.t('Adapter {0} is used from now on.', id)
      : l10n.t('Adapter {0} is kept and not used.', id);
  return `${use} ${reasonWords(manifest) ?? ''}`.trimEnd();
}

/**
 * Why an adapter was promoted or kept. The manifest holds the reason in English; what the numbers
 * beside it tell as well is said in the editor's language.
 */
export function reasonWords({
  heldOut,
  reason,
  status,
}: Pick<AdapterManifest, 'heldOut' | 'reason' | 'status'>): string | null {
  if (env.language.startsWith('en') || !heldOut) return reason;
  const { before, after, difference, interval, n } = heldOut;
  if (n < fewestHeldOut) {
    return l10n.t(
      'Only {0} held-out functions could be compared, and a judgement needs {1}.',
      ...[n, fewestHeldOut],
    );
  }
  const change = l10n.t(
    'The held-out reward went from {0} to {1} ({2}, 95% interval {3} to {4}, {5} functions).',
    ...[decimal(before, 3), decimal(after, 3), signed(difference)],
    ...[signed(interval[0]), signed(interval[1]), n],
  );
  if (status === 'promoted') return change;
  if (interval[0] > 0) return reason;
  const why = difference > 0 ? l10n.t('That may be chance.') : l10n.t('That is no gain.');
  return `${change} ${why}`;
}

function decimal(value: number, digits: number): string {
  const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return value.toLocaleString(env.language, exactly);
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${decimal(Math.abs(value), 3)}`;
}
