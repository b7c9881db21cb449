import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../src/engine/client.ts';
import type { Completion, GenerateRequest } from '../../src/engine/engine.ts';
import { engineProcesses, testEngine, testModel } from '../support/engine.ts';

let engine: EngineClient;

beforeEach(async () => {
  engine = await testEngine();
  await engine.load({ modelPath: testModel(), gpu: 'off', contextTokens: 2048 });
});
afterEach(() => engine.dispose());

function telling(about: string, seed: number, maxTokens: number): GenerateRequest {
  return {
    prompt: {
      messages: [
        { role: 'system', content: 'You tell stories that children like, in simple words.' },
        { role: 'user', content: `Tell a story about ${about}.` },
      ],
      constantMessages: 1,
      prefill: '',
    },
    stop: { before: [], after: [] },
    maxTokens,
    sampling: { temperature: 1, topK: 0, topP: 1, minP: 0, seed },
  };
}

function tellings(about: string, count: number, maxTokens: number): GenerateRequest[] {
  return Array.from({ length: count }, (_, seed) => telling(about, seed, maxTokens + 4 * seed));
}

/** Each request by itself, one after the other. */
async function alone(requests: readonly GenerateRequest[]): Promise<Completion[]> {
  const completions: Completion[] = [];
  for (const request of requests) completions.push(await engine.generate(request));
  return completions;
}

const tokensOf = (completions: readonly Completion[]) => completions.map(({ tokens }) => tokens);

describe('calls in flight together', () => {
  // More requests than lanes; calls of all sizes; completions that end one after the other, at last
  // in the middle of the batch, where others move up.
  const calls = [
    tellings('a fox', 4, 4),
    tellings('a lighthouse', 1, 15),
    tellings('two snails', 5, 5),
    tellings('a fox', 2, 20),
    [telling('a king', 1, 30), telling('a stone', 2, 4), telling('a king', 3, 36)],
  ];

  it('draw for each request the tokens that it draws alone', async () => {
    const together = await Promise.all(calls.map((requests) => engine.generateMany(requests)));
    for (const [index, requests] of calls.entries()) {
      const solo = tokensOf(await alone(requests));
      expect(tokensOf(together[index] ?? []), `call ${index}`).toEqual(solo);
    }
  });

  it('draw the same when they come one after the other while lanes are busy', async () => {
    const [first = [], ...others] = calls;
    const late: Promise<Completion[]>[] = [];
    let heard = 0;
    const early = engine.generateMany(first, undefined, () => {
      heard += 1;
      const requests = heard % 4 === 0 ? others[late.length] : undefined;
      if (requests) late.push(engine.generateMany(requests));
    });
    const drawn = [await early, ...(await Promise.all(late))];
    expect(drawn).toHaveLength(calls.length);
    for (const [index, completions] of drawn.entries()) {
      expect(tokensOf(completions)).toEqual(tokensOf(await alone(calls[index] ?? [])));
    }
  });

  it('each end with their own requests, and stream under their own places', async () => {
    const ended: string[] = [];
    const call = async (name: string, requests: readonly GenerateRequest[]) => {
      const texts = requests.map(() => '');
      const completions = await engine.generateMany(requests, undefined, ({ index, text }) => {
        texts[index] += text;
      });
      ended.push(name);
      expect(texts).toEqual(completions.map(({ text }) => text));
    };
    await Promise.all([
      call('long', tellings('a king', 3, 60)),
      call('short', tellings('a stone', 3, 6)),
    ]);
    expect(ended).toEqual(['short', 'long']);
  });

  it('evaluate a prompt that they share once', async () => {
    const request = telling('a prompt that nobody has asked for yet', 1, 8);
    const drawn = await Promise.all(
      [1, 2, 3].map((seed) =>
        engine.generateMany([request, { ...request, sampling: { ...request.sampling, seed } }]),
      ),
    );
    const reused = drawn.flat().map(({ timings }) => timings.reusedTokens);
    const whole = (drawn[0]?.[0]?.promptTokens.length ?? 0) - 1;
    expect(reused.filter((count) => count === whole)).toHaveLength(5);
  });

  it('take up a request that was made alone before those made together', async () => {
    const ended: string[] = [];
    const many = engine.generateMany(tellings('a fox', 20, 10)).then(() => ended.push('many'));
    await engine.generateMany(tellings('a stone', 2, 4)); // now all lanes are busy
    const one = engine.generate(telling('a person who waits', 1, 4)).then(() => ended.push('one'));
    await Promise.all([many, one]);
    expect(ended).toEqual(['one', 'many']);
  });
});

describe('one of several calls', () => {
  it('that is aborted, is so within 500 ms, and the others draw what they draw alone', async () => {
    const [pid] = await engineProcesses();
    const controller = new AbortController();
    let abortedAt = 0;
    let heardAfter = 0;
    const requests = tellings('a fox', 4, 30);
    const doomed = engine.generateMany(tellings('a king', 6, 500), controller.signal, () => {
      if (abortedAt > 0) heardAfter += 1;
    });
    const other = engine.generateMany(requests, undefined, () => {
      if (abortedAt > 0) return;
      abortedAt = performance.now();
      controller.abort();
    });
    await expect(doomed).rejects.toMatchObject({ name: 'AbortError' });
    expect(performance.now() - abortedAt).toBeLessThan(500);
    expect(tokensOf(await other)).toEqual(tokensOf(await alone(requests)));
    expect(heardAfter).toBe(0);
    expect(await engineProcesses()).toEqual([pid]);
  });

  it('that can’t be drawn fails, and the others go on', async () => {
    const broken = { ...telling('a fox', 1, 20), stop: { before: ['('], after: [] } };
    const good = tellings('a stone', 3, 20);
    const [bad, kept] = await Promise.allSettled([
      engine.generateMany([broken, telling('a king', 2, 20)]),
      engine.generateMany(good),
    ]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'engine-failed' } });
    if (kept.status === 'rejected') throw kept.reason;
    expect(tokensOf(kept.value)).toEqual(tokensOf(await alone(good)));
  });

  it('that needs a larger context gets it after the others', async () => {
    const requests = [tellings('a fox', 3, 10), tellings('a king', 9, 4)];
    const stop = { before: [], after: ['[.!]'] };
    const roomy = tellings('a stone', 2, 1100).map((request) => ({ ...request, stop }));
    const drawn = await Promise.all([...requests, roomy].map((each) => engine.generateMany(each)));
    expect(tokensOf(drawn.flat())).toEqual(tokensOf(await alone([...requests, roomy].flat())));
  });
});

it('a long prompt draws beside others what it draws alone', async () => {
  const facts = Array.from(
    { length: 48 },
    (_, year) => `year ${year}, when ${year + 2} ships came`,
  );
  const requests = tellings(facts.join(', '), 3, 6);
  const together = await engine.generateMany(requests);
  expect(together[0]?.promptTokens.length).toBeGreaterThan(512);
  expect(tokensOf(together)).toEqual(tokensOf(await alone(requests)));
});

it('a killed process fails all calls in flight; all can be made again', async () => {
  const [pid] = await engineProcesses();
  const calls = [
    tellings('a fox', 3, 200),
    tellings('a king', 9, 200),
    tellings('a stone', 1, 200),
  ];
  const dying = calls.map((requests, index) =>
    engine.generateMany(requests, undefined, () => {
      if (index === 1) process.kill(pid ?? 0, 'SIGKILL');
    }),
  );
  const ended = await Promise.allSettled(dying);
  for (const one of ended) {
    expect(one).toMatchObject({ status: 'rejected', reason: { code: 'engine-died' } });
  }
  const again = await Promise.all(
    calls.map((requests) => engine.generateMany(requests.slice(0, 1))),
  );
  expect(again.flat()).toHaveLength(3);
});
