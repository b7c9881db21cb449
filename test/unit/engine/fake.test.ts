import { describe, expect, it } from 'vitest';
import type { GenerateRequest } from '../../../src/engine/engine.ts';
import { FakeEngine, type Script } from '../../../src/engine/fake.ts';

const request: GenerateRequest = {
  prompt: { messages: [{ role: 'user', content: 'hi' }], constantMessages: 0, prefill: '' },
  stop: { before: [], after: [] },
  maxTokens: 100,
  sampling: { temperature: 0, topK: 0, topP: 1, minP: 0, seed: 0 },
};

describe('the scripted engine', () => {
  const cases: [string, Script, Partial<GenerateRequest>, string, string][] = [
    ['answers in order', ['one'], {}, 'one', 'end-of-turn'],
    [
      'answers by function',
      ({ prompt }) => `${prompt.messages[0]?.content}!`,
      {},
      'hi!',
      'end-of-turn',
    ],
    ['stops before', ['doc```code'], { stop: { before: ['```'], after: [] } }, 'doc', 'rule'],
    ['stops after', ['{}{}'], { stop: { before: [], after: ['\\}'] } }, '{}', 'rule'],
    ['ends at the limit', ['abcdef'], { maxTokens: 4 }, 'abcd', 'max-tokens'],
  ];
  for (const [name, script, change, text, stopReason] of cases) {
    it(name, async () => {
      const engine = new FakeEngine(script);
      const shown: string[] = [];
      const wanted = { ...request, ...change };
      const completion = await engine.generate(wanted, undefined, (piece) => shown.push(piece));
      expect(completion).toMatchObject({ text, stopReason });
      expect(shown.join('')).toBe(text);
      expect(engine.requests).toEqual([wanted]);
    });
  }

  it('dies in mid-stream and answers the next call', async () => {
    const engine = new FakeEngine([{ text: 'abcdefghij', diesAfter: 7 }, 'well']);
    const shown: string[] = [];
    const dying = engine.generate(request, undefined, (piece) => shown.push(piece));
    await expect(dying).rejects.toMatchObject({ code: 'engine-died' });
    expect(shown).toEqual(['abcde']);
    expect((await engine.generate(request)).text).toBe('well');
  });

  it('stops when the signal aborts', async () => {
    const engine = new FakeEngine(['a long reply'], 1000);
    const controller = new AbortController();
    const call = engine.generate(request, controller.signal);
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('answers many, each in its place', async () => {
    const engine = new FakeEngine(['one', 'two']);
    const places = new Set<number>();
    const many = await engine.generateMany([request, request], undefined, ({ index }) => {
      places.add(index);
    });
    expect(many.map(({ text }) => text)).toEqual(['one', 'two']);
    expect([...places]).toEqual([0, 1]);
  });

  it('says so when the script is used up', async () => {
    await expect(new FakeEngine([]).generate(request)).rejects.toThrow('no reply 1');
  });
});
