import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './command.mjs';
import { tools } from './paths.mjs';
import { ensurePythonTools, pythonTool } from './pythonTools.mjs';
import { step } from './step.mjs';
import { ensurePrograms } from './systemPackages.mjs';

const wanted = ['pytest==9.2.0', 'hypothesis==6.170.15'];

let python = '';

/**
 * Makes an environment from the trainer's lock in the tools folder, unless there is one, and puts
 * pytest into it. It is the code that sets it up for users, which knows which torch to take.
 */
export async function ensureTrainer() {
  await ensurePrograms('python', 'venv');
  await ensurePythonTools();
  python = await step("The trainer's Python environment", () =>
    run('node', ['--import', 'tsx', 'scripts/support/setUpTrainer.ts', tools]),
  );
  if (existsSync(join(dirname(python), 'pytest'))) return;
  await step('Installing pytest', () =>
    // What uv made has no pip of its own.
    run(pythonTool('python'), ['-m', 'pip', '--python', python, 'install', '--quiet', ...wanted]),
  );
}

/** The Python that trains, after `ensureTrainer`. */
export function trainerPython() {
  return python;
}
