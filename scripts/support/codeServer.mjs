// VS Code without a desktop: code-server from npm, kept out of the package's own dependencies
// because its install script runs on Node 24 alone and would build far more than a test needs.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command.mjs';
import { tools } from './paths.mjs';
import { step } from './step.mjs';
import { ensurePrograms } from './systemPackages.mjs';

/** The packages of the folder; the Node package carries the headers that native code is built with. */
const wanted = { 'code-server': '4.139.1', [`node-${process.platform}-${process.arch}`]: '24.9.0' };
const quiet = ['--no-audit', '--no-fund', '--ignore-scripts'];

/** Installs code-server into the tools folder unless this version is there. */
export async function ensureCodeServer() {
  const folder = join(tools, 'code-server');
  const manifest = JSON.stringify({ private: true, dependencies: wanted }, null, 2);
  const present = join(folder, 'package.json');
  if (existsSync(present) && (await readFile(present, 'utf8')) === manifest) return;
  await ensurePrograms('python', 'make', 'compiler');
  await mkdir(tools, { recursive: true });
  await step('Installing code-server', async () => {
    const partial = await mkdtemp(join(tools, 'partial-'));
    try {
      await writeFile(join(partial, 'package.json'), manifest);
      await installInto(partial);
      await rm(folder, { recursive: true, force: true });
      await rename(partial, folder);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  });
}

async function installInto(folder) {
  const modules = join(folder, 'node_modules');
  const nodeDirectory = join(modules, Object.keys(wanted)[1]);
  const vscode = join(modules, 'code-server', 'lib', 'vscode');
  const env = {
    PATH: `${join(nodeDirectory, 'bin')}:${process.env.PATH}`,
    npm_config_nodedir: nodeDirectory,
  };
  await run('npm', ['install', ...quiet], { cwd: folder });
  await run('npm', ['install', '--omit=dev', ...quiet], { cwd: vscode, env });
  await run('npm', ['install', '--omit=dev', ...quiet], { cwd: join(vscode, 'extensions'), env });
  // Output channels write through spdlog; all other native modules ship prebuilt or are not needed.
  const native = ['@vscode/spdlog', '@vscode/native-watchdog'];
  await run('npm', ['rebuild', ...native], { cwd: vscode, env });
  for (const name of native) await run('node', ['-e', `require('${name}')`], { cwd: vscode, env });
}
