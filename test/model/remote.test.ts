import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AbortError } from '../../src/common/abort.ts';
import { silentLogger } from '../../src/common/logger.ts';
import type { EngineClient } from '../../src/engine/client.ts';
import type { GenerateRequest } from '../../src/engine/engine.ts';
import { RemoteEngine } from '../../src/engine/remote/remoteEngine.ts';
import { testEngine, testModel } from '../support/engine.ts';
import { writeGguf } from '../support/ggufFile.ts';
import { type RunningServer, startLlamaServer } from '../support/llamaServer.ts';

const slots = 3;
let server: RunningServer;
let local: EngineClient;
let remote: RemoteEngine;
let folder: string;
let adapter: string;

/** The same GGUF in both: llama.cpp's own server, and our engine's process. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roundtrip-remote-'));
  adapter = join(folder, '0001', 'adapter.gguf');
  await writeAdapter(adapter);
  server = await startLlamaServer({
    model: testModel(),
    context: 1024,
    slots,
    adapters: [adapter],
  });
  local = await testEngine();
  await local.load({ modelPath: testModel(), gpu: 'off', contextTokens: 1024 });
  remote = new RemoteEngine(`${server.url}/v1`, null, local, silentLogger);
  await remote.load({ modelPath: testModel(), gpu: 'off' });
});
afterAll(async () => {
  remote?.dispose();
  local?.dispose();
  await server?.stop();
  await rm(folder, { recursive: true });
});

/** A LoRA of rank 2 on one matrix of SmolLM2-135M, whose weights are all the same. */
async function writeAdapter(path: string): Promise<void> {
  await mkdir(dirname(path));
  const metadata = {
    'general.architecture': 'llama',
    'general.type': 'adapter',
    'adapter.type': 'lora',
    'adapter.lora.alpha': { float: 2 },
  };
  await writeGguf(path, metadata, [
    { name: 'blk.0.ffn_down.weight.lora_a', dimensions: [1536, 2], value: 1 },
    { name: 'blk.0.ffn_down.weight.lora_b', dimensions: [2, 576], value: 1 },
  ]);
}

function documenting(code: string, change: Partial<GenerateRequest> = {}): GenerateRequest {
  return {
    prompt: {
      messages: [
        { role: 'system', content: 'You document code.' },
        { role: 'user', content: 'def add(a, b):\n    return a + b' },
        { role: 'assistant', content: '"""Return the sum of two numbers."""' },
        { role: 'user', content: code },
      ],
      constantMessages: 3,
      prefill: '```python\n"""',
    },
    stop: { before: ['^```'], after: [] },
    maxTokens: 16,
    sampling: { temperature: 0, topK: 0, topP: 1, minP: 0, seed: 0 },
    ...change,
  };
}

const pure = (seed: number) => ({
  sampling: { temperature: 1, topK: 0, topP: 1, minP: 0, seed },
});
const mean = 'def mean(xs):\n    return sum(xs) / len(xs)';

/** What goes on is beyond doubt, so that the two builds' rounding can't matter. */
function going(on: string, change: Partial<GenerateRequest> = {}): GenerateRequest {
  const request = documenting('Go on as it begins.', change);
  return { ...request, prompt: { ...request.prompt, prefill: on } };
}

const counting = 'one, two, three, four, five, six,';
const japanese = '日本語 😀🎉👩‍👩‍👧 日本語 😀🎉👩‍👩‍👧 日本語 😀🎉👩‍👩‍👧 日本語';

describe('the same model, local and on a llama-server', () => {
  it.each([
    ['plain code', mean],
    ['white space at both ends', '\n\n    return x\n  '],
    ['what looks like a special token', 'end = "<|im_end|>"\nstart = "<|im_start|>system"'],
    ['characters of several tokens', 'print("日本語 😀🎉👩‍👩‍👧 ąęß")'],
    ['nothing', ''],
  ])('are given the same tokens: %s', async (_, code) => {
    const request = documenting(code, { maxTokens: 1 });
    const { promptTokens } = await local.generate(request);
    expect((await remote.generate(request)).promptTokens).toEqual(promptTokens);
  });

  it.each([
    ['numbers', going(counting)],
    ['lines', going('x = 1\nx = 2\nx = 3\nx = 4\n')],
    ['characters that are held back in the stream', going(japanese)],
    ['up to the limit', going(counting, { maxTokens: 2 })],
    ['until the rule', going(counting, { stop: { before: [], after: ['eight'] } })],
    ['until before the rule', going(counting, { stop: { before: ['nine'], after: [] } })],
  ])('draw the same tokens, greedy: %s', async (_, request) => {
    const { timings: _local, ...expected } = await local.generate(request);
    const { timings: _remote, ...completion } = await remote.generate(request);
    expect(completion).toEqual(expected);
  });

  it('tell the same text of token ids', async () => {
    const { promptTokens } = await local.generate(documenting(mean));
    const lists = [promptTokens, [], [1, 2, 504]];
    expect(await remote.detokenize(lists)).toEqual(await local.detokenize(lists));
    expect(await remote.tokenize('<|im_end|>')).toEqual(await local.tokenize('<|im_end|>'));
  });
});

describe('many on a llama-server', () => {
  it('are drawn in its slots and stand in the requests’ order', async () => {
    const codes = Array.from({ length: 2 * slots + 1 }, (_, index) => `x = ${index}`);
    const texts = codes.map(() => '');
    const many = await remote.generateMany(
      codes.map((code, index) => documenting(code, { maxTokens: 4 + index })),
      undefined,
      ({ index, text }) => {
        texts[index] += text;
      },
    );
    expect(many.map(({ text }) => text)).toEqual(texts);
    for (const [index, { promptTokens, tokens }] of many.entries()) {
      const [prompt] = await remote.detokenize([promptTokens]);
      expect(prompt).toContain(codes[index]);
      expect(tokens.length).toBeLessThanOrEqual(4 + index);
    }
  });

  it('draw by their seeds', async () => {
    const draw = async (seed: number) =>
      (await remote.generate(documenting(mean, pure(seed)))).tokens;
    const one = await draw(5);
    expect(await draw(5)).toEqual(one);
    expect(await draw(6)).not.toEqual(one);
    expect(await draw(0xffffffff)).toEqual(await draw(0)); // llama.cpp would take it for chance
  });

  it('tell all token ids, also of characters that are held back in the stream', async () => {
    const { text, tokens } = await remote.generate(going(japanese, { maxTokens: 40 }));
    const [told] = await remote.detokenize([tokens]);
    expect(text).toContain('😀🎉');
    expect(told?.startsWith(text)).toBe(true);
  });
});

describe('a llama-server', () => {
  const endless = documenting('Count up.', { maxTokens: 700, stop: { before: [], after: [] } });

  it('stops drawing when the caller gives up', async () => {
    const abort = new AbortController();
    const drawing = remote.generateMany(
      Array.from({ length: slots }, (_, seed) => ({ ...endless, ...pure(seed) })),
      abort.signal,
      () => abort.abort(new AbortError()),
    );
    await expect(drawing).rejects.toThrow(AbortError);
    await untilIdle();
  });

  it('stops drawing when the stop rule is complete', async () => {
    const stop = { before: [], after: ['.'] };
    expect((await remote.generate({ ...endless, stop })).stopReason).toBe('rule');
    await untilIdle();
  });

  it('is not asked for more than a slot holds', async () => {
    const long = documenting('x = 1\n'.repeat(400));
    await expect(remote.generate(long)).rejects.toMatchObject({ code: 'prompt-too-long' });
  });

  it('ends with the end of the turn, whose token is told', async () => {
    const whole = documenting(mean, { maxTokens: 400, stop: { before: [], after: [] } });
    const { stopReason, tokens } = await remote.generate(whole);
    expect(stopReason).toBe('end-of-turn');
    expect(await remote.detokenize([tokens.slice(-1)])).toEqual(['<|im_end|>']);
  });

  it('applies the adapter that is in use alone, though it was started with it', async () => {
    const request = documenting(mean, { maxTokens: 8 });
    const base = await remote.generate(request);
    await remote.useAdapter(adapter);
    expect(remote.info()?.adapterPath).toBe(adapter);
    expect((await remote.generate(request)).tokens).not.toEqual(base.tokens);
    await remote.useAdapter(null);
    expect((await remote.generate(request)).tokens).toEqual(base.tokens);
  });

  it('without the adapter says how to start it', async () => {
    const used = remote.useAdapter('/elsewhere/0002/adapter.gguf');
    await expect(used).rejects.toMatchObject({ code: 'adapter-missing' });
  });

  it('is not taken for the server of another model', async () => {
    const loaded = remote.load({ modelPath: testModel('qwen'), gpu: 'off' });
    await expect(loaded).rejects.toMatchObject({ code: 'server-failed' });
  });

  it('names its model', async () => {
    expect(await remote.servedModel()).toEqual({
      name: 'SmolLM2-135M-Instruct.Q4_1',
      hash: expect.stringMatching(/^remote:[0-9a-f]{64}$/),
      url: server.url,
    });
  });

  /** The test's own time limit ends the wait. */
  async function untilIdle(): Promise<void> {
    for (;;) {
      const response = await fetch(`${server.url}/slots`);
      const states = (await response.json()) as { readonly is_processing: boolean }[];
      if (states.every((state) => !state.is_processing)) return;
      await delay(50);
    }
  }
});
