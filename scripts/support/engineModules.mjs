// What of node_modules the engine's process really loads. npm's closure of node-llama-cpp is for
// building llama.cpp too; the engine runs prebuilt binaries, so imports decide.
import { readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { root } from './paths.mjs';

const modules = join(root, 'node_modules');

/** Read by node-llama-cpp from the disk when it looks for its binaries. */
const dataFiles = ['llama/binariesGithubRelease.json', 'llama/llama.cpp.info.json'];

/**
 * @returns {Promise<string[]>} paths relative to node_modules: every module that dist/engine.mjs
 *   reaches, and the manifest and licence of each package on the way
 */
export async function engineModules() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['dist/engine.mjs'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    external: ['@node-llama-cpp/*', '@reflink/reflink'],
    logLevel: 'error',
  });
  const files = Object.keys(metafile.inputs)
    .map((path) => relative(modules, join(root, path)))
    .filter((path) => !path.startsWith('..'));
  const folders = new Set(files.flatMap(foldersAbove));
  const papers = await Promise.all([...folders].map(papersOf));
  return [...files, ...papers.flat(), ...dataFiles.map((path) => join('node-llama-cpp', path))];
}

function foldersAbove(path) {
  const folder = dirname(path);
  return folder === '.' ? [] : [folder, ...foldersAbove(folder)];
}

/** A manifest may stand below a package's root too, where it says which module system is meant. */
async function papersOf(folder) {
  const names = await readdir(join(modules, folder));
  return names
    .filter((name) => name === 'package.json' || /^(licen[cs]e|notice|copying)/i.test(name))
    .map((name) => join(folder, name));
}
