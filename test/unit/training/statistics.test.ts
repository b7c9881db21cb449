import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairedBootstrap } from '../../../src/training/statistics.ts';

describe('the paired bootstrap', () => {
  it.each([
    {
      name: 'the same gain everywhere',
      before: [0.1, 0.5],
      after: [0.2, 0.6],
      low: 0.1,
      high: 0.1,
    },
    { name: 'no change', before: [0.3, 0.4], after: [0.3, 0.4], low: 0, high: 0 },
    { name: 'one function', before: [0.2], after: [0], low: -0.2, high: -0.2 },
  ])('of $name is sure', ({ before, after, low, high }) => {
    const { interval, n } = pairedBootstrap(before, after);
    expect(interval[0]).toBeCloseTo(low, 12);
    expect(interval[1]).toBeCloseTo(high, 12);
    expect(n).toBe(before.length);
  });

  it('is as wide as theory has it: 1.96 standard errors to each side', () => {
    const before = Array.from({ length: 400 }, () => 0);
    const after = before.map((_, index) => (index % 2 === 0 ? 0.3 : -0.1));
    const { difference, interval } = pairedBootstrap(before, after);
    const standardError = 0.2 / Math.sqrt(400);
    expect(difference).toBeCloseTo(0.1, 12);
    expect(interval[0]).toBeCloseTo(0.1 - 1.96 * standardError, 2);
    expect(interval[1]).toBeCloseTo(0.1 + 1.96 * standardError, 2);
  });

  it('sees through functions that differ much when each gains a little', () => {
    const before = Array.from({ length: 30 }, (_, index) => index / 30);
    const after = before.map((value, index) => value + 0.01 + (index % 3) / 1000);
    expect(pairedBootstrap(before, after).interval[0]).toBeGreaterThan(0.009);
  });

  it('holds the truth in about 95 of 100 samples', () => {
    let held = 0;
    for (let sample = 0; sample < 200; sample++) {
      const noise = normals(sample + 1, 60);
      const { interval } = pairedBootstrap(
        noise.map(() => 0),
        noise.map((value) => 0.05 + 0.1 * value),
        { resamples: 1000, seed: sample },
      );
      if (interval[0] <= 0.05 && 0.05 <= interval[1]) held += 1;
    }
    expect(held).toBeGreaterThan(180);
    expect(held).toBeLessThan(200);
  });

  it('gives the same interval for the same values and seed, and holds the difference', () => {
    const pairs = fc.array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.nat(9)), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(pairs, fc.nat(), (values, seed) => {
        const before = values.map(([value]) => value);
        const after = values.map(([value, gain]) => value + gain / 10);
        const options = { resamples: 200, seed };
        const result = pairedBootstrap(before, after, options);
        expect(pairedBootstrap(before, after, options)).toEqual(result);
        expect(result.interval[0]).toBeLessThanOrEqual(result.difference + 1e-9);
        expect(result.interval[1]).toBeGreaterThanOrEqual(result.difference - 1e-9);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses what is no pair', () => {
    expect(() => pairedBootstrap([1], [])).toThrow('1 values');
    expect(() => pairedBootstrap([], [])).toThrow('0 values');
  });
});

/** Sums of twelve uniform numbers less six: nearly a normal distribution (Irwin and Hall). */
function normals(seed: number, count: number): number[] {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    let sum = -6;
    for (let term = 0; term < 12; term++) sum += uniform();
    return sum;
  });
}
