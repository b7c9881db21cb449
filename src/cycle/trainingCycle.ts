/** One cycle of learning: rollouts -> a run of the trainer -> an adapter -> judged -> in use or kept. */
import { isAbort } from '../common/abort.ts';
import type { RegisteredAdapter } from '../training/adapters/registry.ts';
import { Runs } from '../training/runs.ts';
import { runTrainer, type Trainer } from '../training/trainerProcess.ts';
import { beginRun } from './beginRun.ts';
import type { CycleParts } from './cycleParts.ts';
import { judgeCandidate } from './judgeCandidate.ts';
import type { TrainingPlan } from './planTraining.ts';

/**
 * Carries out a plan: an adapter that is judged on functions it never learned from, and used from
 * now on if it is better. Nothing else may use the engine meanwhile.
 * @returns the adapter with its judgement. @throws RoundtripError of the trainer or the engine, or
 * the signal's reason.
 */
export async function trainingCycle(
  parts: CycleParts,
  plan: TrainingPlan,
): Promise<RegisteredAdapter> {
  const { adapters, listener } = parts;
  const trainer = await parts.trainer();
  const id = plan.resumed?.id ?? (await beginRun(parts, trainer, plan));
  try {
    const known = (await adapters.list()).find(({ manifest }) => manifest.id === id);
    const adapter = known ?? (await trainAdapter(parts, trainer, plan, id));
    if (adapter.manifest.status === 'candidate') await judgeCandidate(parts, adapter, plan);
    return await adapters.get(id);
  } catch (error) {
    if (isAbort(error)) listener.onStopped(id);
    throw error;
  }
}

async function trainAdapter(
  { dataDirectory, engine, adapters, listener, signal }: CycleParts,
  trainer: Trainer,
  { repository, model: { name, hash }, data }: TrainingPlan,
  id: string,
): Promise<RegisteredAdapter> {
  const { directory, config } = await new Runs(dataDirectory).read(id);
  if (!config) throw new Error('The run was begun without a configuration.');
  await engine.unload(); // its memory is the trainer's now
  const { adapter, metrics } = await runTrainer({
    ...trainer,
    runDirectory: directory,
    signal,
    onEvent: (event) => listener.onTrainerEvent(event),
  });
  const { heldOut: _, ...settings } = config;
  return adapters.add(
    {
      ...{ id, run: id, model: { name, hash }, repository, data, metrics },
      objective: config.objective,
      createdAt: new Date().toISOString(),
      config: settings,
      parent: config.policyAdapter,
      ...{ status: 'candidate', heldOut: null, reason: null },
    },
    adapter,
  );
}
