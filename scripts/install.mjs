// What every entry needs before it can start: dependencies, Node 24, a build. Plain JavaScript on
// Node built-ins, since it runs before anything is installed. Does nothing when all is in place.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './support/command.mjs';
import { cache, executables, root } from './support/paths.mjs';
import { step } from './support/step.mjs';

/** Installs the locked dependencies unless node_modules holds them already. */
export async function ensureInstalled() {
  if (await isInstalled()) return;
  await step('Installing the dependencies', async () => {
    // Not `npm ci`: it refuses a lock file that was written where the registry lacked an optional
    // package of some other platform. No package may build or download by a script of its own; the
    // two below are all that is needed.
    await run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund']);
    await run('npm', ['rebuild', 'node', 'esbuild']);
  });
}

/**
 * Builds dist/ unless it holds this mode's build of the present sources.
 *
 * @param {'development' | 'production'} mode
 */
export async function ensureBuilt(mode = 'development') {
  const stamp = join(cache, 'build-stamp');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === (await buildKey(mode))) return;
  await step(`Building (${mode})`, () =>
    run('node', ['scripts/build.mjs', ...(mode === 'production' ? ['--production'] : [])]),
  );
  await mkdir(cache, { recursive: true });
  await writeFile(stamp, await buildKey(mode));
}

/** Compares npm's record of what it installed with the lock file. */
async function isInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record) || !existsSync(join(executables, 'node'))) return false;
  const installed = await packagesOf(record);
  const locked = await packagesOf(join(root, 'package-lock.json'));
  return Object.entries(locked).every(
    ([path, { version, optional }]) =>
      path === '' || optional || installed[path]?.version === version,
  );
}

async function packagesOf(lockFile) {
  return JSON.parse(await readFile(lockFile, 'utf8')).packages;
}

/** Changes with the sources, with the mode, and when somebody else has written dist/. */
async function buildKey(mode) {
  const hash = createHash('sha256').update(mode);
  const sources = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true });
  const files = sources
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  const inputs = ['scripts/build.mjs', 'package-lock.json'].map((path) => join(root, path));
  for (const file of [...inputs, ...files]) hash.update(file).update(await readFile(file));
  const built = await stat(join(root, 'dist', 'extension.cjs')).catch(() => null);
  return hash.update(String(built?.mtimeMs)).digest('hex');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureInstalled();
  await ensureBuilt();
}
