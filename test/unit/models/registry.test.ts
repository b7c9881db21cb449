import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../src/models/catalogue.ts';
import { writeManifest } from '../../../src/models/manifest.ts';
import { listModels, removeModel, resolveModel } from '../../../src/models/registry.ts';
import { temporaryDirectory } from './packageIndex.ts';
import { inspect } from './tools.ts';

const tools = { inspect };
const smol = 'SmolLM2-135M-Instruct.Q4_1.gguf';

/** A models folder with one that was pulled, one that was copied there, and one that is broken. */
async function modelsFolder(): Promise<string> {
  const directory = join(temporaryDirectory(), 'models');
  await mkdir(directory);
  for (const name of [smol, 'mine.gguf']) await writeFile(join(directory, name), 'GGUF...');
  await writeFile(join(directory, 'broken.gguf'), 'junk');
  await writeFile(join(directory, 'notes.txt'), 'not a model');
  await writeManifest(join(directory, smol), {
    name: 'smollm2-135m-instruct',
    sha256: 'b179c9',
    license: 'Apache-2.0',
    source: 'hf:...',
  });
  return directory;
}

describe('listModels', () => {
  it('names what can be used, and says why the rest can not', async () => {
    const directory = await modelsFolder();
    const complaints: string[] = [];
    const models = await listModels(directory, tools, ({ message }) => complaints.push(message));
    const facts = { architecture: 'llama', quantization: 'F32', contextLength: 64, bytes: 7 };
    expect(models).toEqual([
      { ...facts, name: 'mine', path: join(directory, 'mine.gguf'), sha256: null, license: null },
      {
        ...facts,
        name: 'smollm2-135m-instruct',
        path: join(directory, smol),
        sha256: 'b179c9',
        license: 'Apache-2.0',
      },
    ]);
    expect(complaints).toEqual([`${join(directory, 'broken.gguf')} is no GGUF file.`]);
  });

  it('finds none where there is no folder yet', async () => {
    expect(await listModels(join(temporaryDirectory(), 'models'), tools)).toEqual([]);
  });
});

describe('resolveModel', () => {
  it.each([
    ['its name in the catalogue', 'smollm2-135m-instruct', smol],
    ['its file name', 'mine.gguf', 'mine.gguf'],
    ['its file name without the ending', 'mine', 'mine.gguf'],
  ])('finds a model by %s', async (_, name, file) => {
    const directory = await modelsFolder();
    expect((await resolveModel(name, directory, tools)).path).toBe(join(directory, file));
  });

  it('finds any model by its path, absolute or relative', async () => {
    const path = join(temporaryDirectory(), 'elsewhere.gguf');
    await writeFile(path, 'GGUF...');
    for (const given of [path, relative(process.cwd(), path)]) {
      expect(await resolveModel(given, await modelsFolder(), tools)).toMatchObject({
        path,
        name: 'elsewhere',
      });
    }
  });

  it.each([
    [
      'qwen2.5-coder-7b-instruct',
      'model-missing',
      /roundtrip model pull qwen2\.5-coder-7b-instruct/,
    ],
    ['gpt', 'model-missing', /pull one of: smollm2-135m-instruct, qwen/],
    ['/no/such/model.gguf', 'model-missing', /There is no model \/no\/such\/model\.gguf/],
    ['test', 'model-not-gguf', /test is a folder/],
    ['package.json', 'model-not-gguf', /package\.json is no GGUF file/],
    ['broken', 'model-not-gguf', /broken\.gguf is no GGUF file/],
  ])('refuses %s as %s', async (name, code, message) => {
    await expect(resolveModel(name, await modelsFolder(), tools)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});

describe('removeModel', () => {
  it('deletes the file and its manifest', async () => {
    const directory = await modelsFolder();
    await removeModel('smollm2-135m-instruct', directory);
    expect(existsSync(join(directory, smol))).toBe(false);
    expect(existsSync(join(directory, `${smol}.json`))).toBe(false);
    expect(existsSync(join(directory, 'mine.gguf'))).toBe(true);
  });

  it('deletes a model that is broken', async () => {
    const directory = await modelsFolder();
    await removeModel('broken', directory);
    expect(existsSync(join(directory, 'broken.gguf'))).toBe(false);
  });

  it.each(['../mine.gguf', './mine.gguf', 'ABSOLUTE', 'notes.txt', 'none'])(
    'never reaches beyond the models of the folder: %s',
    async (given) => {
      const directory = await modelsFolder();
      const outside = join(directory, '..', 'mine.gguf');
      await writeFile(outside, 'GGUF...');
      const name = given === 'ABSOLUTE' ? outside : given;
      await expect(removeModel(name, directory)).rejects.toMatchObject({ code: 'model-missing' });
      expect([outside, join(directory, 'mine.gguf')].map(existsSync)).toEqual([true, true]);
    },
  );
});

describe('the catalogue', () => {
  it('names each model and file once, with a plausible SHA-256', () => {
    for (const key of ['name', 'fileName', 'hub', 'sha256'] as const) {
      expect(new Set(catalogue.map((entry) => entry[key])).size).toBe(catalogue.length);
    }
    for (const { sha256, hub, fileName, bytes } of catalogue) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(hub).toMatch(/^hf:[^/]+\/[^/]+\/[^/]+\.gguf$/);
      expect(hub.endsWith(`/${fileName}`)).toBe(true);
      expect(bytes % 32).toBe(0);
    }
  });

  it('lists smaller models first', () => {
    const sizes = catalogue.map(({ bytes }) => bytes);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
  });
});
