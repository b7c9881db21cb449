import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from '../common/writeWhole.ts';
import { probe } from '../engine/probe.ts';
import type { NamedAdapter, NamedModel } from '../models/session.ts';
import { convertAdapter } from '../training/adapters/convert.ts';
import { defaultTrainerConfig, type TrainerConfig } from '../training/config.ts';
import { Runs } from '../training/runs.ts';
import type { Trainer } from '../training/trainerProcess.ts';
import type { CycleParts } from './cycleParts.ts';
import type { TrainingPlan } from './planTraining.ts';
import { presentPrompts } from './repositoryRollouts.ts';

/**
 * Begins a run on the repository's rollouts: its number, its probe, its configuration.
 * @returns its number.
 */
export async function beginRun(
  { dataDirectory, engine, session, store, signal }: CycleParts,
  trainer: Trainer,
  { repository, model, policy, heldOut, wishes }: TrainingPlan,
): Promise<string> {
  const runs = new Runs(dataDirectory);
  const id = await runs.take();
  const probePath = join(runs.directory(id), 'probe.json');
  const { objective, epochs, seed } = wishes;
  const config: TrainerConfig = {
    ...defaultTrainerConfig,
    ...presentPrompts,
    store: store.path,
    model: { path: model.path, hash: model.hash },
    policyAdapter: policy?.id ?? null,
    parent: policy && (await peftOf(runs, trainer, model, policy, signal)),
    repositories: [repository],
    heldOut,
    probe: probePath,
    threads: availableParallelism(),
    ...(objective && { objective }),
    ...(epochs !== undefined && { epochs }),
    ...(seed !== undefined && { seed }),
  };
  await session.use(null, signal); // the trainer compares the model as it is, without an adapter
  await writeWhole(probePath, JSON.stringify(await probe(engine)));
  await runs.writeConfig(id, config);
  return id;
}

/** The adapter as training goes on from it: of its own run, or converted back once. */
async function peftOf(
  runs: Runs,
  trainer: Trainer,
  { path: base }: NamedModel,
  { id, path: from }: NamedAdapter,
  signal: AbortSignal,
): Promise<string> {
  const to = join(runs.directory(id), 'adapter');
  if (await stat(join(to, 'adapter_config.json')).catch(() => null)) return to;
  await convertAdapter(trainer, { command: 'to-peft', from, base, to }, signal);
  return to;
}
