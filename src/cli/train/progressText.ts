import type { TrainerEvent, TrainerPhase } from '../../training/trainerEvents.ts';

const phases: Readonly<Record<TrainerPhase, string>> = {
  loading: 'Loading the model into the trainer',
  probing: 'Comparing the trainer’s model with the engine’s',
  preparing: 'Preparing the rollouts',
  training: 'Training',
  saving: 'Saving the adapter',
};

const barLength = 20;

/** How far training is, on one line; null for an event that is no progress. */
export function progressText(event: TrainerEvent): string | null {
  if (event.event === 'phase') return phases[event.phase] ?? null;
  if (event.event !== 'progress') return null;
  const { step, steps, loss, kl, etaSeconds } = event;
  const done = Math.round((barLength * step) / Math.max(1, steps));
  const figures = [
    loss === null ? '' : `loss ${loss.toFixed(3)}`,
    kl === null ? '' : `KL ${kl.toFixed(4)}`,
    etaSeconds === null ? '' : `${Math.ceil(etaSeconds / 60)} min left`,
  ];
  const bar = '█'.repeat(done) + '░'.repeat(barLength - done);
  return [`Training ${bar} ${step}/${steps}`, ...figures.filter(Boolean)].join('  ');
}

/** What is worth a line that stays; null for anything else. */
export function noteText(event: TrainerEvent): string | null {
  if (event.event === 'skipped') return `Left out (${event.reason}): ${event.count}`;
  if (event.event === 'stopped') return `Training ended early: ${event.reason}.`;
  return null;
}
