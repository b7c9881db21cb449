import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  findPython,
  noPython,
  type Python,
} from '../../../../src/training/environment/findPython.ts';
import { temporaryDirectory } from '../temporaryDirectory.ts';

const python = (path: string, version: Python['version'], makesEnvironments = true): Python => ({
  path,
  version,
  makesEnvironments,
});

const answer = ({ path, version, makesEnvironments }: Python) =>
  `#!/bin/sh\necho '${JSON.stringify([path, version, makesEnvironments])}'\n`;
const broken = '#!/bin/sh\necho "command not found" >&2\nexit 127\n';
const mute = '#!/bin/sh\necho Welcome\n';

describe('the Python that is taken', { timeout: 120_000 }, () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  /** Makes these programs the whole path. */
  async function onThePath(programs: Readonly<Record<string, string>>): Promise<string> {
    const folder = join(temporaryDirectory(), 'bin');
    await mkdir(folder);
    for (const [name, script] of Object.entries(programs)) {
      await writeFile(join(folder, name), script);
      await chmod(join(folder, name), 0o755);
    }
    vi.stubEnv('PATH', folder);
    return folder;
  }

  const old = answer(python('/old', [3, 10, 12]));
  const lean = answer(python('/lean', [3, 11, 2], false));
  const good = answer(python('/good', [3, 12, 1]));
  const newest = answer(python('/newest', [3, 14, 0]));

  it.each([
    ['the only one', { python3: good }, '/good'],
    ['one with all wheels before the newest', { python3: newest, 'python3.12': good }, '/good'],
    ['one that is new enough', { python3: old, python: good }, '/good'],
    ['one that makes environments', { 'python3.11': lean, python3: good }, '/good'],
    ['one that is not broken', { 'python3.12': broken, python3: good }, '/good'],
    ['one that answers', { 'python3.12': mute, python3: good }, '/good'],
  ])('%s', async (_what, programs, path) => {
    const directory = await onThePath(programs);
    expect(await findPython({ directory }, false)).toMatchObject({ path });
  });

  it('need not make environments where uv does', async () => {
    const directory = await onThePath({ python3: lean });
    expect(await findPython({ directory }, true)).toMatchObject({ path: '/lean' });
    await expect(findPython({ directory }, false)).rejects.toMatchObject({
      code: 'environment-missing',
    });
  });

  it('is a real one on this machine', async () => {
    const found = await findPython({ directory: temporaryDirectory() }, false);
    expect(found).toMatchObject({ makesEnvironments: true });
    expect(found.version[1]).toBeGreaterThanOrEqual(11);
  });
});

describe('what is said where no Python will do', () => {
  it.each([
    ['nothing', [], /^There is no Python on the path\. Install Python 3\.11 or later, or uv, and/],
    [
      'one too old',
      [python('/usr/bin/python3', [3, 10, 12])],
      /^Python 3\.10\.12 \(\/usr\/bin\/python3\) is too old for the trainer\. Install Python 3\.11/,
    ],
    [
      'one that lacks venv, and one too old',
      [python('/old', [3, 10, 12]), python('/usr/bin/python3', [3, 11, 2], false)],
      /^Python 3\.11\.2 .* can't make virtual environments\..*apt install python3\.11-venv\), or uv/,
    ],
  ])('%s', (_what, found, message) => {
    expect(noPython(found)).toMatchObject({ code: 'environment-missing', message });
  });
});
