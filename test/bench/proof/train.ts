import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeWhole } from '../../../src/common/writeWhole.ts';
import { fingerprint } from '../../../src/models/fingerprint.ts';
import { documentationVersion } from '../../../src/prompt/documentation.ts';
import { reconstructionVersion } from '../../../src/prompt/reconstruction.ts';
import { defaultTrainerConfig, type TrainerConfig } from '../../../src/training/config.ts';
import { smallModel } from '../samples/models.ts';
import { proofFolder } from './folder.ts';
import type { ProofFunction } from './functions.ts';
import type { Policy } from './policy.ts';

/** One way to train, by name, as it differs from the trainer's defaults. */
export interface Recipe {
  readonly name: string;
  readonly config: Partial<TrainerConfig>;
}

/**
 * The policy that a recipe makes of the proof's rollouts; trained if its adapter is not on the disk.
 * A training that was stopped goes on from its checkpoint.
 *
 * @param heldOut never in any loss.
 * @throws Error when the trainer fails; its words are in `trainer.log`.
 */
export async function trained(
  { name, config }: Recipe,
  heldOut: readonly ProofFunction[],
  python: string,
): Promise<Policy> {
  const run = resolve(proofFolder, 'runs', name);
  const adapter = join(run, 'adapter.gguf');
  if (existsSync(adapter)) return { name, adapter };
  mkdirSync(run, { recursive: true });
  const whole: TrainerConfig = {
    ...defaultTrainerConfig,
    store: join(proofFolder, 'data', 'roundtrip.db'),
    model: { path: resolve(smallModel), hash: await fingerprint(resolve(smallModel)) },
    documentationPrompt: documentationVersion,
    reconstructionPrompt: reconstructionVersion,
    heldOut: heldOut.map(({ id }) => id),
    ...config,
  };
  await writeWhole(join(run, 'config.json'), JSON.stringify(whole, null, 2));
  const code = await runTrainer(python, run);
  if (code !== 0 || !existsSync(adapter)) {
    throw new Error(`The trainer ended ${name} with ${code}; see ${run}/progress.jsonl.`);
  }
  return { name, adapter };
}

/** The trainer's progress events, oldest first, for the learning curves. */
export function progressOf(recipe: string): Readonly<Record<string, unknown>>[] {
  const text = readFileSync(join(proofFolder, 'runs', recipe, 'progress.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter(({ event }) => event === 'progress');
}

function runTrainer(python: string, run: string): Promise<number | null> {
  return new Promise((done, fail) => {
    const trainer = spawn(python, ['-m', 'roundtrip_trainer', 'train', run], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    trainer.on('error', fail);
    trainer.on('close', done);
  });
}
