import { describe, expect, it } from 'vitest';
import { judgingText, noteText, trainingText } from '../../../src/cycle/progressWords.ts';
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
const unmeasured = {
  ...measured,
  ...{ loss: null, kl: null, clipShare: null, entropy: null },
  ...{ tokensPerSecond: null, etaSeconds: null },
};

describe('what a person sees of a training', () => {
  const lines: [event: TrainerEvent, line: string | null][] = [
    [{ event: 'phase', phase: 'preparing' }, 'Preparing the rollouts'],
    [
      measured,
      'Step 3 of 20 · loss 0.123 · KL 0.0032 · clipped 4% · entropy 1.25 · 350 tokens/s · 3 min left',
    ],
    [unmeasured, 'Step 3 of 20'],
    [{ event: 'skipped', reason: 'no-variance', count: 4 }, null],
    [{ event: 'done', adapter: '/a.gguf', metrics: {} }, null],
  ];
  for (const [event, line] of lines) {
    it(`of ${event.event}: ${line}`, () => expect(trainingText(event)).toBe(line));
  }

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
