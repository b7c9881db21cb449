import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../src/engine/client.ts';
import type { ChatMessage, GenerateRequest } from '../../src/engine/engine.ts';
import { testEngine, testModel } from '../support/engine.ts';

let engine: EngineClient;

beforeAll(async () => {
  engine = await testEngine();
  await engine.load({ modelPath: testModel(), gpu: 'off', contextTokens: 2048 });
});
afterAll(() => engine.dispose());

const writer: ChatMessage = {
  role: 'system',
  content: 'You document code. Answer with one short paragraph that says what the function does.',
};
const example: readonly ChatMessage[] = [
  { role: 'user', content: 'def add(a, b):\n    return a + b' },
  { role: 'assistant', content: 'Return the sum of two numbers.' },
];

/** A request for the documentation of some code; prompts with the same code are the same. */
function documenting(code: string, change: Partial<GenerateRequest> = {}): GenerateRequest {
  const messages: ChatMessage[] = [writer, ...example, { role: 'user', content: code }];
  return {
    prompt: { messages, constantMessages: 3, prefill: '' },
    stop: { before: [], after: [] },
    maxTokens: 24,
    sampling: { temperature: 1, topK: 0, topP: 1, minP: 0, seed: 1 },
    ...change,
  };
}

function seeded(seed: number): Partial<GenerateRequest> {
  return { sampling: { temperature: 1, topK: 0, topP: 1, minP: 0, seed } };
}

const greedy = { sampling: { temperature: 0, topK: 0, topP: 1, minP: 0, seed: 0 } };
const mean = 'def mean(xs):\n    return sum(xs) / len(xs)';
const head = 'function head(list) { return list[0]; }';

describe('sampling', () => {
  it('draws the same tokens for the same seed, others for another', async () => {
    const [one, same, other] = [
      await engine.generate(documenting(mean, seeded(5))),
      await engine.generate(documenting(mean, seeded(5))),
      await engine.generate(documenting(mean, seeded(6))),
    ];
    expect(same.tokens).toEqual(one.tokens);
    expect(other.tokens).not.toEqual(one.tokens);
  });

  it('keeps to the largest 32-bit seed too, which llama.cpp would replace by chance', async () => {
    const request = documenting(mean, seeded(0xffffffff));
    const [one, same] = [await engine.generate(request), await engine.generate(request)];
    expect(same.tokens).toEqual(one.tokens);
  });

  it('at temperature 0 does not depend on the seed', async () => {
    const [one, same] = await engine.generateMany([
      documenting(mean, greedy),
      documenting(mean, { sampling: { ...greedy.sampling, seed: 9 } }),
    ]);
    expect(same?.tokens).toEqual(one?.tokens);
  });
});

describe('many in lock-step', () => {
  // More than the lanes, two prompts, lengths that end one after the other.
  const requests = Array.from({ length: 11 }, (_, index) =>
    documenting(index % 3 === 0 ? head : mean, { ...seeded(index), maxTokens: 5 + 3 * index }),
  );

  it('draws for each request the tokens that it draws alone', async () => {
    const together = await engine.generateMany(requests);
    for (const [index, request] of requests.entries()) {
      const alone = await engine.generate(request);
      expect(together[index]?.tokens, `request ${index}`).toEqual(alone.tokens);
      expect(together[index]?.text).toBe(alone.text);
    }
  });

  it('evaluates a prompt that is shared once', async () => {
    const code = 'def unseen(x):\n    return x * 3';
    const many = await engine.generateMany(
      [1, 2, 3, 4].map((seed) => documenting(code, seeded(seed))),
    );
    const length = many[0]?.promptTokens.length ?? 0;
    expect(many.slice(1).map(({ timings }) => timings.reusedTokens)).toEqual(
      Array(3).fill(length - 1),
    );
  });

  it('streams each completion under its own place', async () => {
    const texts: string[] = requests.map(() => '');
    const many = await engine.generateMany(requests, undefined, ({ index, text }) => {
      texts[index] += text;
    });
    expect(texts).toEqual(many.map(({ text }) => text));
  });

  it('of none is none', async () => expect(await engine.generateMany([])).toEqual([]));
});

describe('a prompt that is partly known', () => {
  it('is reused by later calls, also when calls alternate, and changes no token', async () => {
    const other: ChatMessage = {
      role: 'system',
      content: 'Rebuild the code from its description.',
    };
    const rebuilding = (doc: string): GenerateRequest => ({
      ...documenting(doc),
      prompt: {
        messages: [other, { role: 'user', content: doc }],
        constantMessages: 1,
        prefill: 'def f(',
      },
    });
    const requests = [mean, 'The sum.', head, 'The mean.'].map((text, index) =>
      index % 2 ? rebuilding(text) : documenting(text),
    );
    const fresh = await testEngine();
    try {
      for (const [index, request] of requests.entries()) {
        // A context without anything kept: an engine that just loaded the model.
        await fresh.unload();
        await fresh.load({ modelPath: testModel(), gpu: 'off', contextTokens: 2048 });
        const unaided = await fresh.generate(request);
        expect(unaided.timings.reusedTokens).toBe(0);
        await engine.generate(request);
        const aided = await engine.generate(request);
        expect(aided.timings.reusedTokens).toBeGreaterThan(index % 2 ? 8 : 50);
        expect(aided.timings.reusedTokens).toBeLessThan(aided.promptTokens.length);
        expect(aided.tokens).toEqual(unaided.tokens);
      }
    } finally {
      fresh.dispose();
    }
  });

  it('shortens the wait for the first token', async () => {
    const long = { ...writer, content: `${writer.content} ${'Be brief and exact. '.repeat(60)}` };
    const request = (code: string): GenerateRequest => ({
      ...documenting(code),
      prompt: {
        messages: [long, { role: 'user', content: code }],
        constantMessages: 1,
        prefill: '',
      },
    });
    const first = await engine.generate(request(mean));
    const second = await engine.generate(request(head));
    expect(second.timings.reusedTokens).toBeGreaterThan(250);
    expect(second.timings.firstTokenMs).toBeLessThan(first.timings.firstTokenMs / 2);
  });
});

describe('the text', () => {
  it('streamed is the text returned, without broken characters', async () => {
    const request = documenting('日本語で挨拶してください。絵文字も使って 😀🎉👩‍👩‍👧', {
      ...seeded(3),
      maxTokens: 80,
      stop: { before: ['^```'], after: [] },
    });
    const prompt = { ...request.prompt, prefill: '😀🎉 こんにちは、' };
    const pieces: string[] = [];
    const { text, tokens } = await engine.generate({ ...request, prompt }, undefined, (piece) =>
      pieces.push(piece),
    );
    expect(pieces.join('')).toBe(text);
    expect(text).not.toContain('\uFFFD');
    expect(/[^\x20-\x7e\n]/u.test(text)).toBe(true);
    expect(tokens.length).toBeGreaterThan(10);
  });

  it('is cut before or after what the stop rule names', async () => {
    const whole = (await engine.generate(documenting(mean, greedy))).text;
    const word = /(?<= )\w+/.exec(whole)?.[0] ?? 'none';
    const at = whole.indexOf(word);
    for (const [stop, text] of [
      [{ before: [word], after: [] }, whole.slice(0, at)],
      [{ before: [], after: [word] }, whole.slice(0, at + word.length)],
    ] as const) {
      const pieces: string[] = [];
      const request = documenting(mean, { ...greedy, stop });
      const cut = await engine.generate(request, undefined, (piece) => pieces.push(piece));
      expect(cut).toMatchObject({ text, stopReason: 'rule' });
      expect(pieces.join('')).toBe(text);
    }
  });

  it('ends at the limit with exactly so many tokens, or with the end of the turn', async () => {
    const limited = await engine.generate(documenting(mean, { ...greedy, maxTokens: 3 }));
    expect(limited.stopReason).toBe('max-tokens');
    expect(limited.tokens).toHaveLength(3);
    const ended = await engine.generate(documenting(mean, { ...greedy, maxTokens: 200 }));
    expect(ended.stopReason).toBe('end-of-turn');
    const [endOfTurn] = await engine.tokenize('<|im_end|>').then((plain) => plain.slice(0, 1));
    expect(ended.tokens.at(-1)).not.toBe(endOfTurn); // the special token, not its letters
  });
});

describe('a prompt that does not fit', () => {
  it('is refused with the numbers, and the next one works', async () => {
    const long = documenting('x = 1\n'.repeat(1000));
    await expect(engine.generate(long)).rejects.toMatchObject({
      code: 'prompt-too-long',
      message: expect.stringMatching(/takes \d{4} tokens and the reply up to 24, .* holds 2048/),
    });
    expect((await engine.generate(documenting(mean))).text).not.toBe('');
  });

  it('fits to the last token', async () => {
    const { promptTokens } = await engine.generate(documenting(mean, { ...greedy, maxTokens: 1 }));
    const room = 2048 - promptTokens.length;
    const bans = { stop: { before: [], after: ['.'] } };
    await engine.generate(documenting(mean, { ...bans, maxTokens: room }));
    const refused = engine.generate(documenting(mean, { ...bans, maxTokens: room + 1 }));
    await expect(refused).rejects.toMatchObject({ code: 'prompt-too-long' });
  });
});
