import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { testModel } from '../support/engine.ts';
import { projectRoot } from '../ui/harness/tools.ts';

const execute = promisify(execFile);

describe('`npm install --global` of the packed package', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'roundtrip-command-line-'));
    const pack = ['pack', '--ignore-scripts', '--pack-destination', folder, '--json'];
    const { stdout } = await execute('npm', pack, { cwd: projectRoot });
    const archive = join(folder, `roundtrip-${version}.tgz`);
    expect(stdout).toContain(`roundtrip-${version}.tgz`);
    const install = ['install', '--global', '--prefix', folder, '--no-audit', '--no-fund', archive];
    await execute('npm', install, { cwd: folder });
    await writeFile(join(folder, 'slug.py'), 'def slug(text):\n    return text.lower()\n');
  }, 600_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function roundtrip(...args: string[]): Promise<string> {
    const { stdout } = await execute(join(folder, 'bin', 'roundtrip'), args, {
      cwd: folder,
      env: { ...process.env, ROUNDTRIP_DATA: join(folder, 'data') },
    });
    return stdout;
  }

  it('gives a command that knows its version', async () => {
    expect(await roundtrip('--version')).toBe(`${version}\n`);
  });

  it('finds functions with the grammars it carries', async () => {
    expect(JSON.parse(await roundtrip('functions', 'slug.py', '--json'))).toMatchObject({
      path: 'slug.py',
      qualifiedName: 'slug',
      line: 1,
    });
  });

  it('looks into a model with the native package that npm chose', async () => {
    const info = await roundtrip('model', 'info', testModel(), '--json');
    expect(JSON.parse(info)).toMatchObject({ architecture: 'llama', quantization: 'Q4_1' });
  });
});
