import { copyFile, mkdir, mkdtemp, open, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../src/engine/client.ts';
import { testEngine, testModel } from '../support/engine.ts';
import { writeGguf } from '../support/ggufFile.ts';

let engine: EngineClient;
let folder: string;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  engine = await testEngine();
  folder = await mkdtemp(join(tmpdir(), 'roundtrip-files-'));
});
afterAll(async () => {
  engine.dispose();
  await rm(folder, { recursive: true });
});

/** What a small llama says of itself. */
const llama = {
  'general.architecture': 'llama',
  'llama.context_length': 2048,
  'llama.embedding_length': 64,
  'llama.block_count': 1,
  'llama.feed_forward_length': 128,
  'llama.attention.head_count': 4,
};

/** How each bad file is made, and the error and words that name what is wrong with it. */
const badFiles: Record<string, [(path: string) => Promise<unknown>, string, RegExp]> = {
  'nothing there': [async () => {}, 'model-missing', /can't be read \(ENOENT/],
  'a folder': [(path) => mkdir(path), 'model-missing', /can't be read \(EISDIR/],
  'an empty file': [(path) => writeFile(path, ''), 'model-not-gguf', /is not a GGUF file/],
  'a text': [(path) => writeFile(path, 'weights'), 'model-not-gguf', /is not a GGUF file/],
  'four right bytes': [(path) => writeFile(path, 'GGUF'), 'model-truncated', /cut short/],
  'a cut header': [cutTo(100_000), 'model-truncated', /cut short/],
  'a cut model': [
    cutTo(60_000_000),
    'model-truncated',
    /has 60000000 bytes and should have 98\d{6}/,
  ],
  'a model without its last byte': [cutBy(1), 'model-truncated', /cut short/],
  'a header of noise': [noisyHeader, 'model-truncated', /cut short or damaged/],
};

function cutTo(bytes: number) {
  return async (path: string) => {
    await copyFile(testModel(), path);
    await truncate(path, bytes);
  };
}

function cutBy(bytes: number) {
  return async (path: string) => cutTo((await stat(testModel())).size - bytes)(path);
}

async function noisyHeader(path: string): Promise<void> {
  await copyFile(testModel(), path);
  const copy = await open(path, 'r+');
  await copy.write(Buffer.alloc(4096, 0xff), 0, 4096, 8);
  await copy.close();
}

describe('a file that is no whole model is refused by name of what is wrong', () => {
  for (const [name, [make, code, words]] of Object.entries(badFiles)) {
    it(name, async () => {
      const path = file(`${name.replaceAll(' ', '-')}.gguf`);
      await make(path);
      const refusal = { code, message: expect.stringMatching(words) };
      await expect(engine.inspect(path)).rejects.toMatchObject(refusal);
      await expect(engine.load({ modelPath: path, gpu: 'off' })).rejects.toMatchObject(refusal);
      await rm(path, { recursive: true, force: true });
    });
  }
});

describe('a whole model that this machine or llama.cpp cannot run', () => {
  it('too large for memory: both sizes are named', async () => {
    const path = file('huge.gguf');
    await writeGguf(path, llama, [{ name: 'token_embd.weight', dimensions: [2 ** 20, 2 ** 19] }]);
    const refused = engine.load({ modelPath: path, gpu: 'off' });
    await expect(refused).rejects.toMatchObject({
      code: 'model-too-large',
      message: expect.stringMatching(/needs about 2\d{3}\.\d GB of memory and \d+\.\d GB are free/),
    });
  });

  it('an architecture that llama.cpp does not know', async () => {
    const path = file('unknown.gguf');
    const metadata = { 'general.architecture': 'perceptron' };
    await writeGguf(path, metadata, [{ name: 'w', dimensions: [32] }]);
    const refused = engine.load({ modelPath: path, gpu: 'off' });
    await expect(refused).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringMatching(/architecture is perceptron/),
    });
  });

  it('tensors are missing: refused, and the process lives', async () => {
    const path = file('hollow.gguf');
    await writeGguf(path, llama, [{ name: 'token_embd.weight', dimensions: [64, 32] }]);
    const refused = engine.load({ modelPath: path, gpu: 'off' });
    await expect(refused).rejects.toMatchObject({ code: 'model-unsupported' });
  });

  it('a LoRA adapter is no model', async () => {
    const path = file('adapter.gguf');
    const metadata = { ...llama, 'general.type': 'adapter', 'adapter.type': 'lora' };
    await writeGguf(path, metadata, [{ name: 'w.lora_a', dimensions: [32] }]);
    const refused = engine.load({ modelPath: path, gpu: 'off' });
    await expect(refused).rejects.toMatchObject({ code: 'model-unsupported' });
  });

  for (const gpu of ['cuda', 'vulkan', 'metal'] as const) {
    it(`${gpu} is asked for where it is not there`, async ({ skip }) => {
      skip((await engine.devices()).device === gpu, 'this machine has it');
      const refused = engine.load({ modelPath: testModel(), gpu });
      await expect(refused).rejects.toMatchObject({
        code: 'gpu-unavailable',
        message: expect.stringMatching(new RegExp(`can't run on ${gpu} here`)),
      });
    });
  }
});

describe('a good file', () => {
  it('is described without loading it', async () => {
    expect(await engine.inspect(testModel())).toEqual({
      architecture: 'llama',
      quantization: 'Q4_1',
      contextLength: 8192,
      bytes: 98_362_432,
    });
  });

  it('loads after all the bad ones, in the same process', async () => {
    const info = await engine.load({ modelPath: testModel(), gpu: 'off', contextTokens: 512 });
    expect(info).toMatchObject({ architecture: 'llama', quantization: 'Q4_1', device: 'cpu' });
    expect(info.contextTokens).toBe(512);
  });
});
