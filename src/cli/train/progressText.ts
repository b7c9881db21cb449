import { phaseWords, timeLeft } from '../../cycle/progressWords.ts';
import type { TrainerEvent } from '../../training/trainerEvents.ts';

const barLength = 20;

/** How far training is, on one line; null for an event that is no progress. */
export function progressText(event: TrainerEvent): string | null {
  if (event.event === 'phase') return phaseWords[event.phase] ?? null;
  if (event.event !== 'progress') return null;
  const { step, steps, loss, kl, etaSeconds } = event;
  const done = Math.round((barLength * step) / Math.max(1, steps));
  const figures = [
    loss === null ? '' : `loss ${loss.toFixed(3)}`,
    kl === null ? '' : `KL ${kl.toFixed(4)}`,
    etaSeconds === null ? '' : timeLeft(etaSeconds),
  ];
  const bar = '█'.repeat(done) + '░'.repeat(barLength - done);
  return [`Training ${bar} ${step}/${steps}`, ...figures.filter(Boolean)].join('  ');
}
