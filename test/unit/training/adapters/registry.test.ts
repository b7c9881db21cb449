import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AdapterRegistry } from '../../../../src/training/adapters/registry.ts';
import { temporaryFolder } from '../../cli/temporaryFolder.ts';
import { aManifest, model, registryIn, repository } from './adapters.ts';

const folder = temporaryFolder();
let registry: AdapterRegistry;
let said: string[];
beforeEach(() => {
  ({ registry, said } = registryIn(folder.path()));
});

const add = (id: string, facts: Parameters<typeof aManifest>[1] = {}) =>
  registry.add(aManifest(id, facts), folder.write('weights.gguf', `weights of ${id}`));
const idInUse = async (hash = model.hash, of = repository) =>
  (await registry.current(hash, of))?.id ?? null;

describe('the registry of adapters', () => {
  it('keeps a copy of what is added', async () => {
    const added = await add('0001');
    rmSync(folder.path('weights.gguf'));
    expect(readFileSync(added.path, 'utf8')).toBe('weights of 0001');
    expect(added).toMatchObject({ bytes: 15, current: false, manifest: aManifest('0001') });
    expect(await registry.get('0001')).toEqual(added);
  });

  it('lists all of all models and repositories, oldest first', async () => {
    await add('0010', { repository: '/work/other' });
    await add('0002', { model: { name: 'qwen', hash: 'c0de' } });
    await add('12345', { repository: null });
    const ids = (await registry.list()).map(({ manifest }) => manifest.id);
    expect(ids).toEqual(['0002', '0010', '12345']);
    expect(said).toEqual([]);
  });

  it('is empty before the first', async () => {
    expect(await registry.list()).toEqual([]);
    expect(await idInUse()).toBeNull();
    await expect(registry.get('0001')).rejects.toMatchObject({ code: 'adapter-missing' });
  });

  it('does not add over what is there, and leaves nothing half done', async () => {
    const { path } = await add('0001');
    await expect(add('0001', { status: 'kept' })).rejects.toThrow();
    expect((await registry.get('0001')).manifest.status).toBe('candidate');
    await expect(registry.add(aManifest('0002'), folder.path('none'))).rejects.toThrow('ENOENT');
    expect(readdirSync(dirname(dirname(path)))).toEqual(['0001']);
  });

  it('goes back to the model alone on demand, and from there to what was before', async () => {
    await add('0001');
    await registry.use('0001', repository);
    await registry.useNone(model.hash, repository);
    expect(await idInUse()).toBeNull();
    expect(await registry.usage(model.hash, repository)).toMatchObject({
      id: null,
      history: [null, '0001'],
    });
    expect(await registry.rollback(model.hash, repository)).toBe('0001');
  });

  it('writes down how an adapter was judged', async () => {
    await add('0001');
    const heldOut = {
      before: 0.1,
      after: 0.2,
      difference: 0.1,
      interval: [0, 0.2],
      n: 30,
    } as const;
    await registry.judge('0001', { status: 'kept', heldOut, reason: 'No gain.' });
    const { manifest } = await registry.get('0001');
    const judged = { status: 'kept', heldOut, reason: 'No gain.' };
    expect(manifest).toMatchObject({ ...aManifest('0001'), ...judged });
  });

  it.each([
    [
      'a manifest that is cut short',
      (path: string) => writeFileSync(manifestOf(path), '{"version"'),
    ],
    ['no manifest', (path: string) => rmSync(manifestOf(path))],
    ['no weights', (path: string) => rmSync(path)],
    [
      'the manifest of another',
      (path: string) =>
        writeFileSync(
          manifestOf(path),
          readFileSync(manifestOf(path), 'utf8').replaceAll('0001', '0009'),
        ),
    ],
  ])('names and passes over an adapter with %s', async (_, damage) => {
    const { path } = await add('0001');
    await add('0002');
    damage(path);
    expect((await registry.list()).map(({ manifest }) => manifest.id)).toEqual(['0002']);
    expect(said).toEqual([expect.stringContaining(dirname(path))]);
  });
});

describe('the adapter in use', () => {
  beforeEach(async () => {
    for (const id of ['0001', '0002', '0003']) await add(id);
  });

  it('is one for each model and repository', async () => {
    await add('0004', { repository: '/work/other' });
    expect(await registry.use('0001', '/elsewhere')).toBe(repository);
    expect(await registry.use('0004', '/elsewhere')).toBe('/work/other');
    expect(await idInUse()).toBe('0001');
    expect(await idInUse(model.hash, '/work/other')).toBe('0004');
    expect(await idInUse('c0de')).toBeNull();
    const inUse = (await registry.list()).filter(({ current }) => current);
    expect(inUse.map(({ manifest }) => manifest.id)).toEqual(['0001', '0004']);
  });

  it('that is for any repository is used where the person is', async () => {
    await add('0004', { repository: null });
    expect(await registry.use('0004', '/elsewhere')).toBe('/elsewhere');
    expect(await idInUse(model.hash, '/elsewhere')).toBe('0004');
    expect((await registry.get('0004')).current).toBe(true);
  });

  it('goes back step by step to none', async () => {
    for (const id of ['0001', '0002', '0002', '0003']) await registry.use(id, repository);
    const back = async () => [await registry.rollback(model.hash, repository), await idInUse()];
    expect(await back()).toEqual(['0002', '0002']);
    expect(await back()).toEqual(['0001', '0001']);
    expect(await back()).toEqual([null, null]);
    expect(await back()).toEqual([null, null]);
  });

  it('that is removed makes way for the one before', async () => {
    for (const id of ['0001', '0002', '0001', '0003']) await registry.use(id, repository);
    const { path } = await registry.get('0003');
    expect(await registry.remove('0003')).toEqual({ inUse: '0001' });
    expect(existsSync(dirname(path))).toBe(false);
    expect(await registry.remove('0002')).toBeNull();
    expect(await idInUse()).toBe('0001');
    expect(await registry.rollback(model.hash, repository)).toBeNull();
    expect(readdirSync(dirname(dirname(path))).sort()).toEqual(['0001', 'current.json']);
  });

  it('that is damaged is not applied', async () => {
    await registry.use('0001', repository);
    const { path } = await registry.get('0001');
    appendFileSync(path, 'more');
    const fresh = registryIn(folder.path()).registry;
    const error = { code: 'adapter-unreadable', message: expect.stringContaining('0001') };
    await expect(fresh.current(model.hash, repository)).rejects.toMatchObject(error);
    await expect(fresh.use('0001', repository)).rejects.toMatchObject(error);
  });

  it('is one that was made for the model', async () => {
    expect(await registry.usable('0001', model)).toMatchObject({ id: '0001' });
    const other = { name: 'qwen', hash: 'c0de' };
    await expect(registry.usable('0001', other)).rejects.toMatchObject({
      code: 'adapter-mismatch',
      message: expect.stringMatching(/made for the model smollm2, and the model in use is qwen/),
    });
  });

  it('that is gone, or that can’t be told, is the base model', async () => {
    await registry.use('0001', repository);
    const { path } = await registry.get('0001');
    rmSync(dirname(path), { recursive: true });
    expect(await idInUse()).toBeNull();
    expect(said).toEqual([expect.stringMatching(/^The adapter 0001 of \/work\/shop is gone/)]);
    writeFileSync(join(dirname(path), '..', 'current.json'), 'none');
    expect(await idInUse()).toBeNull();
    expect(said[1]).toMatch(/current\.json can't be understood/);
  });
});

const manifestOf = (path: string) => join(dirname(path), 'manifest.json');
