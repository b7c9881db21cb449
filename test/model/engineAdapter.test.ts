import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../src/engine/client.ts';
import type { GenerateRequest } from '../../src/engine/engine.ts';
import { engineProcesses, testEngine, testModel } from '../support/engine.ts';
import { writeGguf } from '../support/ggufFile.ts';

let engine: EngineClient;
let folder: string;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  engine = await testEngine();
  folder = await mkdtemp(join(tmpdir(), 'roundtrip-adapter-'));
  await engine.load({ modelPath: testModel(), gpu: 'off', contextTokens: 1024 });
});
afterAll(async () => {
  engine.dispose();
  await rm(folder, { recursive: true });
});

/** A LoRA of rank 2 on one matrix of SmolLM2-135M, whose weights are all the same. */
function writeAdapter(path: string, value: number, architecture = 'llama'): Promise<void> {
  const metadata = {
    'general.architecture': architecture,
    'general.type': 'adapter',
    'adapter.type': 'lora',
    'adapter.lora.alpha': { float: 2 },
  };
  return writeGguf(path, metadata, [
    { name: 'blk.0.ffn_down.weight.lora_a', dimensions: [1536, 2], value },
    { name: 'blk.0.ffn_down.weight.lora_b', dimensions: [2, 576], value },
  ]);
}

const system = 'Answer briefly and exactly, in a friendly manner.';
const request: GenerateRequest = {
  prompt: {
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: 'What is a lighthouse?' },
    ],
    constantMessages: 1,
    prefill: '',
  },
  stop: { before: [], after: [] },
  maxTokens: 16,
  sampling: { temperature: 0, topK: 0, topP: 1, minP: 0, seed: 0 },
};

describe('an adapter', () => {
  it('changes what is drawn, and null brings the base model back, also from kept prefixes', async () => {
    const base = await engine.generate(request);
    await writeAdapter(file('0001.gguf'), 0);
    await writeAdapter(file('0002.gguf'), 1);
    await engine.useAdapter(file('0001.gguf'));
    expect((await engine.generate(request)).tokens).toEqual(base.tokens);
    await engine.useAdapter(file('0002.gguf'));
    expect(engine.info()?.adapterPath).toBe(file('0002.gguf'));
    const adapted = await engine.generate(request);
    expect(adapted.timings.reusedTokens).toBe(0); // another model's prefix is none of its own
    expect(adapted.tokens).not.toEqual(base.tokens);
    const [first] = await engine.generateMany([request, request]);
    expect(first?.tokens).toEqual(adapted.tokens);
    await engine.useAdapter(null);
    expect((await engine.generate(request)).tokens).toEqual(base.tokens);
  });

  it('comes back with the process after a death', async () => {
    await writeAdapter(file('0003.gguf'), 1);
    await engine.useAdapter(file('0003.gguf'));
    const before = await engine.generate(request);
    const [pid] = await engineProcesses();
    const story = { ...request, maxTokens: 500 };
    const dying = engine.generate(story, undefined, () => process.kill(pid ?? 0, 'SIGKILL'));
    await expect(dying).rejects.toMatchObject({ code: 'engine-died' });
    expect(engine.info()?.adapterPath).toBe(file('0003.gguf'));
    expect((await engine.generate(request)).tokens).toEqual(before.tokens);
    await engine.useAdapter(null);
  });

  const bad: [string, (path: string) => Promise<unknown>][] = [
    ['is not there', async () => {}],
    ['is no GGUF', (path) => writeFile(path, 'weights')],
    ['is cut short', (path) => writeFile(path, 'GGUF')],
    ['is for another architecture', (path) => writeAdapter(path, 0, 'qwen2')],
    ['is a model', (path) => writeGguf(path, { 'general.architecture': 'llama' }, [])],
  ];
  for (const [name, make] of bad) {
    it(`that ${name} is refused, and the model goes on as before`, async () => {
      const path = file(`${name.replaceAll(' ', '-')}.gguf`);
      await make(path);
      const before = await engine.generate(request);
      await expect(engine.useAdapter(path)).rejects.toMatchObject({
        code: 'engine-failed',
        message: expect.stringMatching(/The adapter .* can't be used/),
      });
      expect(engine.info()?.adapterPath).toBeNull();
      expect((await engine.generate(request)).tokens).toEqual(before.tokens);
    });
  }
});
