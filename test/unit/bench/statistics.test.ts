import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  quantile,
  rocAuc,
  rocAucWithinGroups,
  rocCurve,
  spearman,
  type Verdict,
} from '../../bench/reward/statistics.ts';

/** `1+ 0.5-`: an equal pair that scores 1, a broken one that scores 0.5. */
function verdicts(text: string): Verdict[] {
  return text
    .split(' ')
    .map((one) => ({ value: Number.parseFloat(one), equal: one.endsWith('+') }));
}

const anyVerdicts = fc
  .array(fc.record({ value: fc.integer({ min: 0, max: 6 }), equal: fc.boolean() }), {
    minLength: 2,
    maxLength: 40,
  })
  .filter((all) => all.some((one) => one.equal) && all.some((one) => !one.equal));

describe('rocAuc', () => {
  it.each([
    ['all equal pairs above all broken ones', '0.9+ 0.8+ 0.7- 0.1-', 1],
    ['all below', '0.1+ 0.2+ 0.7-', 0],
    ['one of four comparisons lost', '0.9+ 0.4+ 0.5- 0.1-', 0.75],
    ['a tie counts one half', '0.5+ 0.5-', 0.5],
    ['ties among many', '1+ 1+ 0.5+ 1- 0.5- 0-', 6.5 / 9],
  ])('%s', (_, given, auc) => {
    expect(rocAuc(verdicts(given))).toBeCloseTo(auc, 12);
  });

  it('is not a number for one kind alone', () => {
    expect(rocAuc(verdicts('1+ 0.5+'))).toBeNaN();
    expect(rocAuc(verdicts('1- 0.5-'))).toBeNaN();
  });

  it('is the share of comparisons won', () => {
    fc.assert(
      fc.property(anyVerdicts, (all) => {
        const [equal, broken] = [all.filter((v) => v.equal), all.filter((v) => !v.equal)];
        const won = equal.flatMap((a) =>
          broken.map((b) => (a.value > b.value ? 1 : a.value === b.value ? 0.5 : 0)),
        );
        const share = won.reduce<number>((sum, one) => sum + one, 0) / won.length;
        expect(rocAuc(all)).toBeCloseTo(share, 10);
      }),
    );
  });

  it('is the area under rocCurve', () => {
    fc.assert(
      fc.property(anyVerdicts, (all) => {
        const points = rocCurve(all);
        const area = points.slice(1).reduce((sum, point, place) => {
          const before = points[place] ?? point;
          const width = point.falsePositives - before.falsePositives;
          return sum + (width * (point.truePositives + before.truePositives)) / 2;
        }, 0);
        expect(area).toBeCloseTo(rocAuc(all), 10);
      }),
    );
  });
});

describe('rocAucWithinGroups', () => {
  it('is the mean over groups, without those of one kind', () => {
    const inGroup = (group: string, text: string) =>
      verdicts(text).map((verdict) => ({ ...verdict, group }));
    const all = [
      ...inGroup('told apart', '0.2+ 0.1-'),
      ...inGroup('the wrong way round', '0.8+ 0.9-'),
      ...inGroup('broken alone', '1- 0.9-'),
    ];
    expect(rocAucWithinGroups(all)).toBe(0.5);
    expect(rocAucWithinGroups(inGroup('equal alone', '1+'))).toBeNaN();
  });
});

describe('quantile', () => {
  it.each([
    [[3, 1, 2], 0.5, 2],
    [[4, 3, 2, 1], 0.5, 2],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95, 10],
    [[5, 7], 0, 5],
    [[5, 7], 1, 7],
    [[], 0.5, Number.NaN],
  ])('of %j at %d is %d', (values, share, expected) => {
    expect(quantile(values, share)).toBe(expected);
  });
});

describe('spearman', () => {
  it.each([
    ['the same order', [1, 2, 3], [10, 20, 900], 1],
    ['the opposite order', [1, 2, 3], [3, 2, 1], -1],
    ['ties share a rank', [1, 2, 2, 4], [1, 3, 2, 4], 0.9486832980505138],
  ])('%s', (_, a, b, expected) => {
    expect(spearman(a, b)).toBeCloseTo(expected, 12);
  });

  it('is not a number where one side does not vary', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN();
  });
});
