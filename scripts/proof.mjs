// `npm run proof`: installs what is missing and plays a cycle of learning on real packages.
// Plain JavaScript, since it runs before anything is installed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled } from './install.mjs';
import { endChildrenOnInterrupt, run } from './support/command.mjs';
import { models } from './support/paths.mjs';
import { step } from './support/step.mjs';
import { ensureTestModel } from './support/testModels.mjs';
import { ensureTrainer, trainerPython } from './support/trainer.mjs';

const pulled = join(models, 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf');
const requantized = join(models, 'qwen2.5-coder-0.5b-instruct-q8_0-requantized.gguf');

endChildrenOnInterrupt();
try {
  await ensureInstalled();
  await ensureBuilt('development');
  await ensureTrainer();
  await ensureTestModel('qwen2.5-coder-0.5b-instruct');
  if (!existsSync(requantized)) {
    await step('Requantizing the model to Q8_0', () =>
      run(trainerPython(), ['test/bench/samples/requantize.py', pulled, requantized]),
    );
  }
  const args = [trainerPython(), ...process.argv.slice(2)];
  await run('node', ['--import', 'tsx', 'test/bench/proof/proof.ts', ...args], {
    show: true,
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
