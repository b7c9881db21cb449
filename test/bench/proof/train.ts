import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { silentLogger } from '../../../src/common/logger.ts';
import { writeWhole } from '../../../src/common/writeWhole.ts';
import { presentPrompts } from '../../../src/cycle/repositoryRollouts.ts';
import { fingerprint } from '../../../src/models/fingerprint.ts';
import { defaultTrainerConfig, type TrainerConfig } from '../../../src/training/config.ts';
import { runTrainer } from '../../../src/training/trainerProcess.ts';
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
 * @throws RoundtripError when the trainer fails; its words are in `trainer.log`.
 */
export async function trained(
  { name, config }: Recipe,
  heldOut: readonly ProofFunction[],
  python: string,
): Promise<Policy> {
  const run = resolve(proofFolder, 'runs', name);
  const adapter = join(run, 'adapter.gguf');
  if (existsSync(adapter)) return { name, adapter };
  const whole: TrainerConfig = {
    ...defaultTrainerConfig,
    store: join(proofFolder, 'data', 'roundtrip.db'),
    model: { path: resolve(smallModel), hash: await fingerprint(resolve(smallModel)) },
    ...presentPrompts,
    heldOut: heldOut.map(({ id }) => id),
    ...config,
  };
  await writeWhole(join(run, 'config.json'), JSON.stringify(whole, null, 2));
  await runTrainer({
    python,
    source: resolve('trainer'),
    runDirectory: run,
    logger: silentLogger,
    onEvent: (event) => console.error(`${name}: ${JSON.stringify(event)}`),
  });
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
