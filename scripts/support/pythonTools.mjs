import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { tools } from './paths.mjs';
import { step } from './step.mjs';
import { ensurePrograms } from './systemPackages.mjs';

const wanted = ['ruff==0.14.5', 'mypy==1.18.2'];
const folder = join(tools, 'python');

/** Installs what checks our Python into an environment of its own, unless it is there. */
export async function ensurePythonTools() {
  if (existsSync(pythonTool('mypy'))) return;
  await ensurePrograms('python', 'venv');
  await step('Installing ruff and mypy', async () => {
    await run('python3', ['-m', 'venv', folder]);
    await run(pythonTool('python'), ['-m', 'pip', 'install', '--quiet', ...wanted]);
  });
}

/**
 * The path of a program that `ensurePythonTools` installed.
 *
 * @param {string} name
 */
export function pythonTool(name) {
  return join(folder, 'bin', name);
}
