import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Drift, driftOf, driftThreshold, noDrift } from '../../src/drift.ts';
import { createReward } from '../../src/reward/reward.ts';
import type { RewardFunction } from '../../src/reward/types.ts';
import { testParser } from '../support/grammars.ts';

const now = { language: 'python', code: 'now' } as const;

/** A reward for which a reconstruction `0.7 0.2` is alike `then` by 0.7 and now by 0.2. */
const scripted: RewardFunction = ({ code }, candidate) => {
  const [toThen, toNow] = candidate.split(' ').map(Number);
  const similarity = (code === 'now' ? toNow : toThen) ?? 0;
  return { reward: Number.isNaN(similarity) ? null : similarity, similarity, parts: {} };
};

const near = (value: number) => expect.closeTo(value, 3);

describe('drift', () => {
  it.each<[what: string, then: string, reconstructions: string[], Drift | null]>([
    ['nothing where the code is what it was', 'now', [], noDrift],
    [
      'the difference of one reconstruction, without an interval',
      'then',
      ['0.7 0.2'],
      { drift: near(0.5), interval: null, drifted: true },
    ],
    [
      'no drift below the threshold',
      'then',
      ['0.7 0.69'],
      { drift: near(0.01), interval: null, drifted: false },
    ],
    [
      'no drift towards the present code',
      'then',
      ['0.2 0.7'],
      { drift: near(-0.5), interval: null, drifted: false },
    ],
    [
      'the mean of two, whose interval says too little to be heard',
      'then',
      ['0.7 0.2', '0.8 0.2'],
      // t(1) = 12.706, s = 0.0707, n = 2: 0.55 ± 0.635
      { drift: near(0.55), interval: [near(-0.085), near(1.185)], drifted: true },
    ],
    [
      'the mean of four that agree',
      'then',
      ['0.7 0.2', '0.8 0.2', '0.7 0.2', '0.8 0.2'],
      // t(3) = 3.182, s = 0.0577, n = 4: 0.55 ± 0.0919
      { drift: near(0.55), interval: [near(0.458), near(0.642)], drifted: true },
    ],
    [
      'no drift where four do not agree',
      'then',
      ['0.9 0.1', '0.5 0.5', '0.9 0.1', '0.1 0.5'],
      { drift: near(0.3), interval: [near(-0.655), near(1.255)], drifted: false },
    ],
    [
      'reconstructions that can’t be judged do not count',
      'then',
      ['x', '0.7 0.2'],
      { drift: near(0.5), interval: null, drifted: true },
    ],
    ['null where none can be judged', 'then', ['x'], null],
    ['null without a reconstruction', 'then', [], null],
  ])('is %s', (_, then, reconstructions, drift) => {
    expect(driftOf(scripted, now, then, reconstructions)).toEqual(drift);
  });

  it('is called so only above the threshold and above chance', () => {
    const similarity = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(similarity, similarity), { minLength: 1 }), (pairs) => {
        const drift = driftOf(
          scripted,
          now,
          'then',
          pairs.map((pair) => pair.join(' ')),
        );
        if (!drift?.drifted) return;
        expect(drift.drift).toBeGreaterThan(driftThreshold);
        if (pairs.length >= 4) expect(drift.interval?.[0]).toBeGreaterThan(0);
      }),
    );
  });

  it('turns its sign when then and now change places', () => {
    const similarity = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(similarity, similarity), { minLength: 1 }), (pairs) => {
        const forth = driftOf(
          scripted,
          now,
          'then',
          pairs.map(([a, b]) => `${a} ${b}`),
        );
        const back = driftOf(
          scripted,
          now,
          'then',
          pairs.map(([a, b]) => `${b} ${a}`),
        );
        expect(forth?.drift).toBeCloseTo(-(back?.drift ?? 0));
      }),
    );
  });
});

describe('drift by the real reward', () => {
  const parser = testParser();
  beforeAll(() => parser.load('python'));
  const define = (body: string) => `def f(xs):\n    ${body.replaceAll('\n', '\n    ')}`;
  const sum = define('total = 0\nfor x in xs:\n    total += x\nreturn total');
  const product = define('total = 1\nfor x in xs:\n    total *= x\nreturn max(total, 1, len(xs))');

  it.each([
    ['the doc tells of the code that was', sum, true],
    ['the doc tells of the code that is', product, false],
  ])('%s', (_, reconstruction, drifted) => {
    const present = { language: 'python', code: product } as const;
    const drift = driftOf(createReward(parser), present, sum, [reconstruction]);
    expect(drift).toMatchObject({ drifted, interval: null });
    expect(Math.sign(drift?.drift ?? 0)).toBe(drifted ? 1 : -1);
  });
});
