import { describe, expect, it } from 'vitest';
import { judgingText, noteText } from '../../../src/cycle/progressWords.ts';
import type { TrainerEvent } from '../../../src/training/trainerEvents.ts';

const measured = {
  event: 'progress',
  step: 3,
  steps: 20,
  epoch: 1,
  loss: 0.1234,
  kl: 0.00321,
  clipShare: 0.041,
  entropy: 1.254,
  gradientNorm: 0.7,
  tokensPerSecond: 349.6,
  etaSeconds: 125,
} as const;
describe('what a person sees of a training', () => {
  const notes: [event: TrainerEvent, note: string | null][] = [
    [{ event: 'skipped', reason: 'no-variance', count: 4 }, 'Left out (no-variance): 4'],
    [{ event: 'stopped', reason: 'kl-budget' }, 'Training ended early: kl-budget.'],
    [measured, null],
  ];
  for (const [event, note] of notes) {
    it(`stays of ${event.event}: ${note}`, () => expect(noteText(event)).toBe(note));
  }

  it('is which policy is judged, and how far that is', () => {
    expect(judgingText('present', 1, 40)).toBe(
      'Judging the model as it is: 1 of 40 held-out functions',
    );
    expect(judgingText('candidate', 2, 40)).toBe(
      'Judging the model with the new adapter: 2 of 40 held-out functions',
    );
  });
});
