import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passAtK } from '../../../src/evaluation/passAtK.ts';

/** The share of all choices of k samples in which one is right, counted one by one. */
function countedShare(samples: number, correct: number, k: number): number {
  let choices = 0;
  let hits = 0;
  for (let chosen = 0; chosen < 2 ** samples; chosen += 1) {
    const members = Array.from({ length: samples }, (_, index) => index).filter(
      (index) => chosen & (1 << index),
    );
    if (members.length !== k) continue;
    choices += 1;
    if (members.some((index) => index < correct)) hits += 1;
  }
  return hits / choices;
}

/** Samples, how many of them are right, and k. */
const counts = (most: number) =>
  fc
    .integer({ min: 1, max: most })
    .chain((samples) =>
      fc.tuple(
        fc.constant(samples),
        fc.integer({ min: 0, max: samples }),
        fc.integer({ min: 1, max: samples }),
      ),
    );

describe('pass@k', () => {
  it.each([
    { samples: 1, correct: 1, k: 1, share: 1 },
    { samples: 10, correct: 3, k: 1, share: 0.3 },
    { samples: 10, correct: 0, k: 10, share: 0 },
    { samples: 10, correct: 1, k: 10, share: 1 },
    { samples: 4, correct: 2, k: 2, share: 5 / 6 },
  ])('of $correct right among $samples, k = $k', ({ samples, correct, k, share }) => {
    expect(passAtK(samples, correct, k)).toBeCloseTo(share, 12);
  });

  it('is the share of all choices of k samples that hold a right one', () => {
    fc.assert(
      fc.property(counts(9), ([samples, correct, k]) => {
        expect(passAtK(samples, correct, k)).toBeCloseTo(countedShare(samples, correct, k), 10);
      }),
    );
  });

  it('stays a probability that grows with k and with right samples, however many there are', () => {
    fc.assert(
      fc.property(counts(100_000), ([samples, correct, k]) => {
        const share = passAtK(samples, correct, k);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        if (correct > 0) expect(passAtK(samples, correct - 1, k)).toBeLessThanOrEqual(share);
        if (k > 1) expect(passAtK(samples, correct, k - 1)).toBeLessThanOrEqual(share);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [5, 6, 1],
    [5, -1, 1],
    [5, 2, 6],
    [5, 2, 0],
  ])('can’t be told of %i samples, %i right, k = %i', (samples, correct, k) => {
    expect(() => passAtK(samples, correct, k)).toThrow(RangeError);
  });
});
