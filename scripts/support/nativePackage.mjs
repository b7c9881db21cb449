import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command.mjs';
import { cache, root } from './paths.mjs';
import { step } from './step.mjs';

/**
 * The folder of one of node-llama-cpp's native packages, in the very version of node-llama-cpp, which
 * accepts no other: from node_modules if npm put it there, else downloaded and kept.
 *
 * @param {string} name
 * @returns {Promise<string>}
 * @throws {Error} when the registry does not have it
 */
export async function nativePackageFolder(name) {
  const version = await versionOf(join(root, 'node_modules', 'node-llama-cpp'));
  const installed = join(root, 'node_modules', name);
  if (existsSync(installed) && (await versionOf(installed)) === version) return installed;
  const kept = join(cache, 'native', `${name.replace('/', '-')}-${version}`);
  if (!existsSync(kept)) await step(`Downloading ${name}`, () => download(name, version, kept));
  return kept;
}

async function download(name, version, folder) {
  await mkdir(join(folder, '..'), { recursive: true });
  const partial = await mkdtemp(`${folder}-partial-`);
  try {
    const archive = await run('npm', ['pack', '--silent', `${name}@${version}`], {
      cwd: partial,
    }).catch((cause) => {
      throw new Error(
        `npm can't get ${name}@${version}. The package for this target needs exactly the version of node-llama-cpp: try another registry, or lock a version that has it.`,
        { cause },
      );
    });
    await run('tar', ['-xzf', archive.trim()], { cwd: partial });
    await rename(join(partial, 'package'), folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function versionOf(folder) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version;
}
