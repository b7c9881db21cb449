import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../src/engine/client.ts';
import { testEngine, testModel } from '../support/engine.ts';
import { type MadeTensor, writeGguf } from '../support/ggufFile.ts';

let engine: EngineClient;
let folder: string;
beforeAll(async () => {
  engine = await testEngine();
  folder = await mkdtemp(join(tmpdir(), 'roundtrip-adapter-file-'));
});
afterAll(async () => {
  engine.dispose();
  await rm(folder, { recursive: true });
});

const lora = {
  'general.architecture': 'llama',
  'general.type': 'adapter',
  'adapter.type': 'lora',
  'adapter.lora.alpha': { float: 2 },
};
/** A LoRA of one matrix of SmolLM2-135M, which has 1536 inputs and 576 outputs. */
const down = (inputs = 1536, outputs = 576, rank = 2): MadeTensor[] => [
  { name: 'blk.0.ffn_down.weight.lora_a', dimensions: [inputs, rank] },
  { name: 'blk.0.ffn_down.weight.lora_b', dimensions: [2, outputs] },
];

describe('the check of an adapter’s file', () => {
  it('passes one that is whole and made for the model, and needs no model in memory', async () => {
    const path = join(folder, 'good.gguf');
    await writeGguf(path, lora, down());
    await engine.checkAdapter(path, testModel());
    expect(engine.info()).toBeNull();
  });

  const bad: Record<string, [(path: string) => Promise<unknown>, string, RegExp]> = {
    'nothing there': [async () => {}, 'adapter-unreadable', /it is missing/],
    'a text': [(path) => writeFile(path, 'weights'), 'adapter-unreadable', /no GGUF file/],
    'an adapter without its last byte': [
      (path) => writeGguf(path, lora, down(), 1),
      'adapter-unreadable',
      /cut short/,
    ],
    'a model': [
      (path) => writeGguf(path, { 'general.architecture': 'llama' }, down()),
      'adapter-unreadable',
      /no LoRA adapter/,
    ],
    'an adapter of another kind': [
      (path) => writeGguf(path, { ...lora, 'adapter.type': 'ia3' }, down()),
      'adapter-unreadable',
      /no LoRA adapter/,
    ],
    'an adapter of nothing': [
      (path) => writeGguf(path, lora, []),
      'adapter-unreadable',
      /no LoRA matrices/,
    ],
    'an adapter for another architecture': [
      (path) => writeGguf(path, { ...lora, 'general.architecture': 'qwen2' }, down()),
      'adapter-mismatch',
      /it is for a qwen2, and the model is a llama/,
    ],
    'an adapter for a larger model': [
      (path) => writeGguf(path, lora, down(8192, 2048)),
      'adapter-mismatch',
      /blk\.0\.ffn_down\.weight is 8192 × 2048 in the adapter and 1536 × 576 in the model/,
    ],
    'an adapter whose halves do not fit': [
      (path) => writeGguf(path, lora, down(1536, 576, 4)),
      'adapter-mismatch',
      /blk\.0\.ffn_down\.weight/,
    ],
    'an adapter with a half missing': [
      (path) => writeGguf(path, lora, down().slice(0, 1)),
      'adapter-mismatch',
      /blk\.0\.ffn_down\.weight/,
    ],
    'an adapter of a layer that the model lacks': [
      (path) =>
        writeGguf(
          path,
          lora,
          down().map((one) => ({ ...one, name: one.name.replace('blk.0', 'blk.99') })),
        ),
      'adapter-mismatch',
      /the model has no blk\.99\.ffn_down\.weight/,
    ],
  };
  it.each(Object.entries(bad))('refuses %s', async (name, [make, code, message]) => {
    const path = join(folder, `${name.replaceAll(/\W/g, '-')}.gguf`);
    await make(path);
    const check = engine.checkAdapter(path, testModel());
    await expect(check).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    await expect(check).rejects.toThrow(path);
  });
});
