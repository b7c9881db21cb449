import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { run } from './command.mjs';
import { models } from './paths.mjs';
import { step } from './step.mjs';
import { ensurePrograms } from './systemPackages.mjs';

/** The models that tests load: name in the catalogue, and file. */
const files = {
  'smollm2-135m-instruct': 'SmolLM2-135M-Instruct.Q4_1.gguf',
  'qwen2.5-coder-0.5b-instruct': 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
};

/**
 * Pulls a model with the command line as built, unless the models folder has it.
 *
 * @param {keyof typeof files} name
 */
export async function ensureTestModel(name) {
  if (existsSync(join(models, files[name]))) return;
  if (basename(models) !== 'models') {
    throw new Error(`${models} lacks ${files[name]}, and only a folder named models is filled.`);
  }
  await ensurePrograms('python', 'pip');
  await step(`Pulling ${name}`, () =>
    run('node', ['dist/cli.mjs', 'model', 'pull', name, '--data', dirname(models)]),
  );
}
