import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AbortError } from '../../src/common/abort.ts';
import { TrainerEnvironment } from '../../src/training/environment/trainerEnvironment.ts';
import { addWheel } from '../unit/models/packageIndex.ts';
import { temporaryDirectory } from '../unit/training/temporaryDirectory.ts';

/** As much of torch as tells what a build computes with. */
const torch = `
from types import SimpleNamespace
device = lambda kind: SimpleNamespace(type=kind)
get_num_threads = lambda: 2
class cuda:
    is_available = staticmethod(lambda: False)
class version:
    cuda = hip = None
class backends:
    class mps:
        is_available = staticmethod(lambda: False)
`;

/** Packages of the real names that hold next to nothing, installed by the real pip. */
const packages = {
  torch,
  transformers: '',
  peft: '',
  gguf: '',
} as const;

const lockOf = (names: readonly string[]) => names.map((name) => `${name}==1.0\n`).join('');

describe("the trainer's environment", { timeout: 180_000 }, () => {
  let data: string;
  let source: string;
  let index: string;
  let environment: TrainerEnvironment;

  beforeEach(async () => {
    const folder = temporaryDirectory();
    [data, source, index] = [join(folder, 'data'), join(folder, 'source'), join(folder, 'index')];
    await mkdir(source);
    await symlink(resolve('trainer', 'src'), join(source, 'src'));
    await mkdir(index);
    await writeFile(join(source, 'requirements.lock'), lockOf(Object.keys(packages)));
    for (const [name, content] of Object.entries(packages)) {
      await addWheel(index, name, `${name}/__init__.py`, content);
    }
    vi.stubEnv('PIP_CONFIG_FILE', '/dev/null');
    vi.stubEnv('PIP_NO_INDEX', '1');
    vi.stubEnv('PIP_FIND_LINKS', index);
    environment = new TrainerEnvironment(data, source);
  });

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const leftovers = async () =>
    existsSync(join(data, 'trainer')) ? readdir(join(data, 'trainer')) : [];

  it('is set up once, tells how, and is made anew for other packages', async () => {
    expect(await environment.status()).toMatchObject({ state: 'missing', python: null });
    await expect(environment.check()).rejects.toMatchObject({
      code: 'environment-missing',
      message: expect.stringMatching(/^not set up yet; Python 3\.\d+\.\d+ is there for it/),
    });

    const told: string[] = [];
    const python = await environment.setUp({
      onProgress: ({ phase, package: name }) =>
        told.push(name === null ? phase : `${phase} ${name}`),
    });
    expect(told).toEqual(
      expect.arrayContaining(['Making a Python environment', 'Downloading peft', 'Checking']),
    );
    expect(await environment.status()).toMatchObject({ state: 'ready', python });
    expect(await environment.check()).toMatch(/^torch 1\.0 on the processor, Python 3\.\d+\.\d+/);
    const [folder = '', ...others] = await leftovers();
    expect(others).toEqual([]);
    expect((await readdir(join(data, 'trainer', folder))).toSorted()).toEqual([
      'environment.json',
      'venv',
    ]);

    const again = await environment.setUp({
      onProgress: () => expect.fail('It was set up again.'),
    });
    expect(again).toBe(python);

    await writeFile(join(source, 'requirements.lock'), `# changed\n${lockOf(['torch'])}`);
    expect(await environment.status()).toMatchObject({ state: 'outdated', python: null });

    await writeFile(join(source, 'requirements.lock'), lockOf(Object.keys(packages)));
    await rm(python);
    expect(await environment.status()).toMatchObject({
      state: 'broken',
      detail: 'its Python is gone',
    });
    await rm(join(data, 'trainer', folder, 'environment.json'));
    expect(await environment.status()).toMatchObject({ state: 'broken', detail: 'unfinished' });
  });

  it.each(['Making a Python environment', 'Installing the packages'])(
    'that is cancelled while %s leaves nothing that could be taken for ready',
    async (phase) => {
      const cancel = new AbortController();
      const set = environment.setUp({
        signal: cancel.signal,
        onProgress: (progress) => {
          if (progress.phase === phase) cancel.abort(new AbortError());
        },
      });
      await expect(set).rejects.toThrow(AbortError);
      expect(await leftovers()).toEqual([]);
      expect(await environment.status()).toMatchObject({ state: 'missing' });
    },
  );

  it.each([
    ['a package that no index offers', 'torch==1.0\nnowhere==1.0\n', /offers no nowhere==1\.0/],
    [
      'a package that the trainer imports and lacks',
      lockOf(['torch', 'peft']),
      /No module named 'gguf'/,
    ],
  ])('is not made with %s', async (_what, lock, message) => {
    await writeFile(join(source, 'requirements.lock'), lock);
    await expect(environment.setUp()).rejects.toMatchObject({
      code: 'environment-failed',
      message: expect.stringMatching(message),
    });
    expect(await leftovers()).toEqual([]);
  });

  it('says that the package index can not be reached', async () => {
    vi.stubEnv('PIP_NO_INDEX', '0');
    vi.stubEnv('PIP_FIND_LINKS', '');
    vi.stubEnv('PIP_INDEX_URL', 'http://127.0.0.1:9/simple');
    vi.stubEnv('PIP_RETRIES', '1');
    await expect(environment.setUp()).rejects.toMatchObject({
      code: 'environment-failed',
      message: expect.stringContaining("index can't be reached. Check the network"),
    });
  });

  it('is set up by one process at a time', async () => {
    await mkdir(join(data, 'trainer'), { recursive: true });
    await writeFile(join(data, 'trainer', 'lock'), String(process.pid));
    expect(await environment.status()).toMatchObject({
      detail: `being set up by process ${process.pid}`,
    });
    await expect(environment.setUp()).rejects.toThrow(/is being set up already, by process/);
  });
});
