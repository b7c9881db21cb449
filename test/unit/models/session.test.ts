import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelFacts, ModelTools } from '../../../src/engine/engine.ts';
import { FakeEngine } from '../../../src/engine/fake.ts';
import { fingerprint } from '../../../src/models/fingerprint.ts';
import { ModelSession, type NamedAdapter } from '../../../src/models/session.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'session-'));
});
afterEach(() => rm(folder, { recursive: true }));

function sessionFor(choice: { model: string; adapters?: Readonly<Record<string, NamedAdapter>> }) {
  let inspections = 0;
  const facts: ModelFacts = {
    architecture: 'llama',
    quantization: 'Q4_0',
    contextLength: 2048,
    bytes: 4,
  };
  const tools: ModelTools = {
    inspect: async () => {
      inspections += 1;
      return facts;
    },
    devices: async () => ({ device: 'cpu', name: null, memoryBytes: null }),
    download: async () => {},
  };
  const engine = Object.assign(new FakeEngine([]), tools);
  const session = new ModelSession(engine, folder, () => ({
    model: choice.model,
    gpu: 'auto',
    adapterOf: async (_, repository) => choice.adapters?.[repository] ?? null,
  }));
  return { session, engine, inspections: () => inspections };
}

describe('the model of a session', () => {
  it('is asked for where none was pulled', async () => {
    const { session } = sessionFor({ model: '' });
    expect(await session.chosen()).toBeNull();
    await expect(session.ready('/repository')).rejects.toMatchObject({ code: 'model-not-chosen' });
  });

  it('is the first by name while none is chosen', async () => {
    for (const name of ['b.gguf', 'a.gguf']) await writeFile(join(folder, name), 'GGUF');
    const { session } = sessionFor({ model: '' });
    await session.ready('/repository');
    expect(session.identity()).toMatchObject({ model: 'a', adapter: null });
  });

  it('is found once, and again when its file or the choice changes', async () => {
    for (const name of ['a.gguf', 'b.gguf']) await writeFile(join(folder, name), 'GGUF');
    const choice = { model: 'a' };
    const { session, inspections } = sessionFor(choice);
    await session.ready('/repository');
    await session.ready('/repository');
    expect(inspections()).toBe(1);
    await writeFile(join(folder, 'a.gguf'), 'GGUF, but longer');
    await session.ready('/repository');
    expect(inspections()).toBe(2);
    choice.model = 'b';
    await session.ready('/repository');
    expect(session.identity().model).toBe('b');
  });
});

describe('the adapter of a session', () => {
  const adapters = {
    '/a': { id: '0001', path: '/adapters/0001.gguf' },
    '/b': { id: '0002', path: '/adapters/0002.gguf' },
  };

  it('is that of the repository at hand, and named by its id', async () => {
    await writeFile(join(folder, 'a.gguf'), 'GGUF');
    const { session, engine } = sessionFor({ model: '', adapters });
    for (const [repository, id, path] of [
      ['/a', '0001', adapters['/a'].path],
      ['/b', '0002', adapters['/b'].path],
      ['/c', null, null],
      ['/a', '0001', adapters['/a'].path],
    ] as const) {
      expect(await session.identify(repository)).toMatchObject({ adapter: id });
      await session.ready(repository);
      expect(session.identity()).toMatchObject({ adapter: id });
      expect(engine.info()?.adapterPath).toBe(path);
    }
  });

  it('is another where one is given, until the repository’s is asked for', async () => {
    await writeFile(join(folder, 'a.gguf'), 'GGUF');
    const { session, engine } = sessionFor({ model: '', adapters });
    await session.use({ id: '0003', path: '/adapters/0003.gguf' });
    expect(session.identity()).toMatchObject({ model: 'a', adapter: '0003' });
    await session.use(null);
    expect(engine.info()?.adapterPath).toBeNull();
    await session.ready('/a');
    expect(session.identity().adapter).toBe('0001');
  });
});

describe('the fingerprint of a model', () => {
  it('tells files apart by any sampled part, and by size', async () => {
    const path = (name: string) => join(folder, name);
    const bytes = Buffer.alloc(1_000_000, 7);
    await writeFile(path('one'), bytes);
    await writeFile(path('same'), bytes);
    bytes[999_999] = 8;
    await writeFile(path('other'), bytes);
    await writeFile(path('longer'), Buffer.alloc(1_000_001, 7));
    await writeFile(path('empty'), '');
    const [one, same, other, longer, empty] = await Promise.all(
      ['one', 'same', 'other', 'longer', 'empty'].map((name) => fingerprint(path(name))),
    );
    expect(one).toMatch(/^sampled-sha256:[0-9a-f]{64}$/);
    expect(same).toBe(one);
    expect(new Set([one, other, longer, empty]).size).toBe(4);
  });
});
