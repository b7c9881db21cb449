import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { tools } from './paths.mjs';
import { step } from './step.mjs';
import { ensurePrograms } from './systemPackages.mjs';

/** The wheel holds llama.cpp's own server, built for any x86-64 or ARM machine. */
const wanted = 'xllamacpp==2026.10.11549';
const folder = join(tools, 'llama-server');

/** Installs a llama-server into an environment of its own, unless it is there. */
export async function ensureLlamaServer() {
  const stamp = join(folder, `${wanted}.installed`);
  if (existsSync(stamp)) return;
  await ensurePrograms('python', 'venv');
  await step('Installing llama-server', async () => {
    const python = join(folder, 'bin', 'python');
    await run('python3', ['-m', 'venv', '--clear', folder]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', wanted]);
    await run(python, ['-c', `import xllamacpp; open(${JSON.stringify(stamp)}, 'w').close()`]);
  });
}
