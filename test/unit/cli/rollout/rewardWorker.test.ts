import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRewardWorker, type RewardBundle } from '../../../../src/cli/rollout/rewardWorker.ts';
import { createReward } from '../../../../src/reward/reward.ts';
import { testParser } from '../../../support/grammars.ts';
import { rewardBundle } from '../../../support/rewardBundle.ts';

let folder: string;
let bundle: RewardBundle;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roundtrip-reward-'));
  bundle = await rewardBundle(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const original = {
  language: 'python',
  code: 'def mean(xs):\n    total = sum(xs)\n    return total / len(xs)',
} as const;
const candidates: [string, string | undefined, boolean | undefined][] = [
  [original.code, undefined, undefined],
  ['def mean(xs):\n    return sum(xs) / len(xs)', 'The mean of the numbers.', undefined],
  ['def mean(xs):\n    return sum(xs) / len(xs)', 'The mean of the numbers.', true],
  ['def mean(xs):\n    return max(xs)', 'The mean of the numbers.', false],
  ['def mean(xs:\n    return', 'The mean of the numbers.', undefined],
];

describe('rewards from a thread', () => {
  it('are those of this one, asked for all at once', async () => {
    const parser = testParser();
    await parser.load('python');
    const reward = createReward(parser);
    const worker = createRewardWorker(bundle);
    try {
      const answers = candidates.map((candidate) => worker.reward(original, ...candidate));
      const expected = candidates.map((candidate) => reward(original, ...candidate));
      expect(await Promise.all(answers)).toEqual(expected);
    } finally {
      worker.dispose();
    }
  });

  it('come with the word that a pair was too large for its value graphs', async () => {
    const causes: string[] = [];
    const worker = createRewardWorker(bundle, (cause) => causes.push(cause));
    try {
      const long = `def f(x):\n${'    x = x + 1\n'.repeat(20_000)}    return x`;
      const { parts } = await worker.reward({ language: 'python', code: long }, long);
      expect(parts.fallback).toBe(1);
      expect(causes).toEqual(['The code is too long to be compared.']);
    } finally {
      worker.dispose();
    }
  });

  it('leave the others alone when one can’t be had', async () => {
    const worker = createRewardWorker(bundle);
    try {
      const noGrammar = worker.reward({ language: 'go', code: 'func f() {}' }, 'func f() {}');
      await expect(noGrammar).rejects.toThrow('tree-sitter-go.wasm');
      expect((await worker.reward(original, original.code)).reward).toBe(1);
    } finally {
      worker.dispose();
    }
  });
});

describe('a thread that ends', () => {
  const ended = (why: string) => ({
    code: 'engine-failed',
    message: expect.stringMatching(
      new RegExp(`^The thread that computes rewards ended \\(${why}\\)\\. Try again`),
    ),
  });

  it('fails what was asked, and what is asked later, in one sentence', async () => {
    const worker = createRewardWorker(bundle);
    const asked = worker.reward(original, original.code);
    worker.dispose();
    await expect(asked).rejects.toMatchObject(ended('exit code \\d'));
    await expect(worker.reward(original, '')).rejects.toMatchObject(ended('exit code \\d'));
  });

  it.each([
    ['is not there', null, 'MODULE_NOT_FOUND|ERR_MODULE_NOT_FOUND'],
    ['breaks', "throw new TypeError('x = secret');", 'TypeError'],
  ])('since its bundle %s', async (_, content, why) => {
    const thread = join(folder, `${why}.mjs`);
    if (content) await writeFile(thread, content);
    const worker = createRewardWorker({ ...bundle, thread });
    const asked = worker.reward(original, original.code);
    await expect(asked).rejects.toMatchObject(ended(why));
  });
});
