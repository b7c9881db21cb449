import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../src/engine/client.ts';
import { probe } from '../../src/engine/probe.ts';
import { testEngine, testModel } from '../support/engine.ts';

let engine: EngineClient;

beforeAll(async () => {
  engine = await testEngine();
  await engine.load({ modelPath: testModel(), gpu: 'off', contextTokens: 1024 });
});
afterAll(() => engine.dispose());

describe('logits', () => {
  it('name the token that greedy drawing takes, the highest first', async () => {
    const completion = await engine.generate({
      prompt: {
        messages: [{ role: 'user', content: 'What is a lighthouse?' }],
        constantMessages: 0,
        prefill: '',
      },
      stop: { before: [], after: [] },
      maxTokens: 4,
      sampling: { temperature: 0, topK: 0, topP: 1, minP: 0, seed: 0 },
    });
    const tokens = [...completion.promptTokens, ...completion.tokens];
    const first = completion.promptTokens.length - 1;
    const positions = completion.tokens.map((_, index) => first + index);
    const answers = await engine.logits({ tokens, positions, top: 5 });
    expect(answers.map(({ position }) => position)).toEqual(positions);
    expect(answers.map(({ logits }) => logits[0]?.[0])).toEqual(completion.tokens);
    for (const { logits } of answers) {
      const values = logits.map(([, logit]) => logit);
      expect(values).toHaveLength(5);
      expect(values).toEqual([...values].sort((a, b) => b - a));
    }
  });
});

describe('a probe', () => {
  it('is the same at every time: 64 tokens, 8 positions up to the last, 32 logits each', async () => {
    const one = await probe(engine);
    expect(one.tokens).toHaveLength(64);
    expect(one.positions.map(({ position }) => position)).toEqual([7, 15, 23, 31, 39, 47, 55, 63]);
    for (const { logits } of one.positions) expect(logits).toHaveLength(32);
    expect(await probe(engine)).toEqual(one);
  });
});
