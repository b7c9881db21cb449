import { describe, expect, it } from 'vitest';
import { decidePromotion, type HeldOutScore } from '../../../src/training/promotion.ts';

const usual: HeldOutScore = { reward: 0.3, lift: 0.2, leak: 0.02, words: 50, codeShare: 0.1 };

/** Functions that differ in how hard they are. */
function policy(n: number, change: Partial<HeldOutScore> = {}, gain = 0): HeldOutScore[] {
  return Array.from({ length: n }, (_, index) => ({
    ...usual,
    reward: (index % 5) / 10 + gain * (1 + (index % 3)),
    ...change,
  }));
}

describe('the decision over a candidate', () => {
  const table: {
    name: string;
    before?: HeldOutScore[];
    after: HeldOutScore[];
    promoted: boolean;
    reason: RegExp;
  }[] = [
    {
      name: 'a gain on every function is promoted',
      after: policy(30, {}, 0.02),
      promoted: true,
      reason:
        /^The held-out reward rose from 0\.200 to 0\.240 \(\+0\.040, 95% interval .* 30 functions\)\.$/,
    },
    {
      name: 'no gain is kept',
      after: policy(30),
      promoted: false,
      reason: /\+0\.000.*which is no gain\.$/,
    },
    {
      name: 'a loss is kept',
      after: policy(30, {}, -0.02),
      promoted: false,
      reason: /fell from 0\.200 to 0\.160 \(−0\.040.*no gain\.$/,
    },
    {
      name: 'a gain of few functions may be chance',
      after: policy(30).map((score, index) => ({
        ...score,
        reward: index === 3 ? 0.9 : score.reward,
      })),
      promoted: false,
      reason: /which may be chance\.$/,
    },
    {
      name: 'too few functions judge nothing',
      before: policy(19),
      after: policy(19, {}, 0.1),
      promoted: false,
      reason: /^Only 19 held-out functions could be compared, and a judgement needs 20\.$/,
    },
    {
      name: 'of no function nothing can be said',
      before: [],
      after: [],
      promoted: false,
      reason: /^Only 0 held-out/,
    },
    {
      name: 'a gain by longer docs is refused',
      after: policy(30, { words: 76 }, 0.02),
      promoted: false,
      reason: /but not by better docs: its docs have 76 words where they had 50\.$/,
    },
    {
      name: 'somewhat longer docs are no reason',
      after: policy(30, { words: 74 }, 0.02),
      promoted: true,
      reason: /rose/,
    },
    {
      name: 'a gain by quoting the code is refused',
      after: policy(30, { leak: 0.06 }, 0.02),
      promoted: false,
      reason: /quote more of the code \(leak 0\.02 to 0\.06\)\.$/,
    },
    {
      name: 'a gain by writing code is refused',
      after: policy(30, { codeShare: 0.16 }, 0.02),
      promoted: false,
      reason: /more of their words are code \(10% to 16%\)\.$/,
    },
    {
      name: 'a gain by knowing the functions by heart is refused',
      after: policy(30, { lift: 0.15 }, 0.02),
      promoted: false,
      reason: /add less to the signature \(lift 0\.20 to 0\.15\)\.$/,
    },
    {
      name: 'all that moved is told',
      after: policy(30, { leak: 0.5, words: 200 }, 0.02),
      promoted: false,
      reason: /200 words where they had 50; they quote more of the code/,
    },
    {
      name: 'functions that can’t be judged under one policy count under none',
      before: [...policy(30), { ...usual, reward: null }, { ...usual, reward: 1 }],
      after: [...policy(30, {}, 0.02), { ...usual, reward: 0.9 }, { ...usual, reward: null }],
      promoted: true,
      reason: /30 functions/,
    },
    {
      name: 'a lift that can’t be told moves nothing',
      after: policy(30, { lift: null }, 0.02),
      promoted: true,
      reason: /rose/,
    },
  ];
  it.each(table)('$name', ({ before = policy(30), after, promoted, reason }) => {
    const decision = decidePromotion(before, after);
    expect(decision.reason).toMatch(reason);
    expect(decision.promoted).toBe(promoted);
  });

  it('tells the means before and after', () => {
    const { comparison } = decidePromotion(policy(30), policy(30, { words: 60 }, 0.02));
    expect(comparison).toMatchObject({ n: 30, watched: { words: { before: 50, after: 60 } } });
    expect(comparison?.before).toBeCloseTo(0.2, 12);
    expect(comparison?.after).toBeCloseTo(0.24, 12);
  });
});
