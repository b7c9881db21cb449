import { describe, expect, it, vi } from 'vitest';
import { type Fallback, fallbackCause } from '../../../src/reward/fallback.ts';
import { TooLarge } from '../../../src/reward/graph/budget.ts';
import { python } from '../../../src/reward/graph/lowering/python.ts';
import { createReward } from '../../../src/reward/reward.ts';
import { parser } from './support.ts';

const secret = 'hunter2';
const code = `def f(a):\n    return a + "${secret}"`;
const changed = code.replace('+', '*');

/** What `createReward` gives and tells while lowering fails. */
function scoreWhileFailing(cause: Error, candidate: string) {
  const told: Fallback[] = [];
  const judge = createReward(parser, (fallback) => told.push(fallback));
  const lowering = vi.spyOn(python, 'definition').mockImplementation(() => {
    throw cause;
  });
  try {
    return { reward: judge({ language: 'python', code }, candidate), told };
  } finally {
    lowering.mockRestore();
  }
}

describe('when the value graphs cannot be compared', () => {
  const defect = new TypeError(`Cannot read properties of ${secret}`);

  it('the syntax is, and the reward says so', () => {
    const { reward, told } = scoreWhileFailing(defect, changed);
    const { tokens = 0, identifiers = 0, tree = 0 } = reward.parts;
    expect(reward.parts).toMatchObject({ parses: 1, signature: 1, fallback: 1 });
    expect(reward.parts).not.toHaveProperty('approximate');
    expect(reward.similarity).toBeCloseTo(0.4 * tokens + 0.2 * identifiers + 0.4 * tree, 12);
    expect(reward.reward).toBeGreaterThan(0.3);
    expect(reward.reward).toBeLessThan(1);
    expect(told).toEqual([{ language: 'python', cause: defect }]);
  });

  it('the function itself is still worth 1, a wrong form −0.2', () => {
    expect(scoreWhileFailing(defect, code).reward).toMatchObject({ reward: 1, similarity: 1 });
    expect(scoreWhileFailing(defect, 'def g(): pass').reward.reward).toBe(-0.2);
  });

  it('a function that is too large is approximated', () => {
    const { reward } = scoreWhileFailing(new TooLarge('Too large.'), changed);
    expect(reward.parts).toMatchObject({ fallback: 1, approximate: 1 });
  });

  it('an original is read again only after a while', () => {
    const parse = vi.spyOn(parser, 'parse');
    const judge = createReward(parser);
    const scores = (from: number, to: number) => {
      parse.mockClear();
      for (let n = from; n < to; n++) judge({ language: 'python', code: `${code}*${n}` }, code);
      return parse.mock.calls.length;
    };
    expect([scores(0, 8), scores(0, 8), scores(8, 16), scores(0, 1)]).toEqual([16, 8, 16, 2]);
    parse.mockRestore();
  });
});

describe('the cause as it is logged', () => {
  it.each([
    ['the reason', new TooLarge('Too large.'), 'Too large.'],
    ['no message', new TypeError(secret), /^TypeError in go code at fallback\.test\.ts:\d+:\d+\.$/],
    ['no value', secret, 'An unknown failure in go code.'],
  ])('%s', (_, cause, expected) => {
    const text = fallbackCause({ language: 'go', cause });
    expect(text).toMatch(expected);
    expect(text).not.toContain(secret);
  });
});
