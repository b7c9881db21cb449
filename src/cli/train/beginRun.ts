import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { RoundtripError } from '../../common/errors.ts';
import { writeWhole } from '../../common/writeWhole.ts';
import { probe } from '../../engine/probe.ts';
import type { NamedAdapter, NamedModel } from '../../models/session.ts';
import { documentationVersion } from '../../prompt/documentation.ts';
import { reconstructionVersion } from '../../prompt/reconstruction.ts';
import { codeHash } from '../../rollout/codeHash.ts';
import { convertAdapter } from '../../training/adapters/convert.ts';
import { isAdapterId, type TrainingData } from '../../training/adapters/manifest.ts';
import { defaultTrainerConfig, type Objective, type TrainerConfig } from '../../training/config.ts';
import { Runs } from '../../training/runs.ts';
import type { Trainer } from '../../training/trainerProcess.ts';
import type { Core } from '../core.ts';
import { displayPath } from '../sourceFile.ts';

/** The policy that drew the rollouts and that training goes on from. */
interface Policy {
  readonly model: NamedModel;
  readonly adapter: NamedAdapter | null;
}

/**
 * Begins a run on the repository's rollouts: its number, its probe, its configuration.
 * @returns its number. @throws RoundtripError `no-rollouts`, `usage`.
 */
export async function beginRun(
  core: Core,
  trainer: Trainer,
  repository: string,
  heldOut: readonly string[],
  { objective, epochs }: { readonly objective?: Objective; readonly epochs?: number },
): Promise<string> {
  const { session, store, signal, options } = core;
  const model = await session.named(signal);
  const policy: Policy = { model, adapter: await core.adapterOf(model, repository) };
  if (policy.adapter && !isAdapterId(policy.adapter.id)) {
    throw new RoundtripError(
      'usage',
      'Training goes on from adapters of the registry. Bring the file there first: roundtrip adapter import PATH',
    );
  }
  rolloutsOf(core, repository, heldOut, policy.model.hash, policy.adapter?.id ?? null);
  const runs = new Runs(core.dataDirectory);
  const id = await runs.take();
  const config: TrainerConfig = {
    ...defaultTrainerConfig,
    version: 1,
    store: store.path,
    model: { path: model.path, hash: model.hash },
    policyAdapter: policy.adapter?.id ?? null,
    parent: policy.adapter && (await peftOf(core, runs, trainer, model, policy.adapter)),
    documentationPrompt: documentationVersion,
    reconstructionPrompt: reconstructionVersion,
    repositories: [repository],
    heldOut,
    probe: join(runs.directory(id), 'probe.json'),
    threads: availableParallelism(),
    ...(objective && { objective }),
    ...(epochs !== undefined && { epochs }),
    ...(options.seed !== undefined && { seed: options.seed }),
  };
  await session.use(null, signal); // the trainer compares the model as it is, without an adapter
  await writeWhole(
    join(runs.directory(id), 'probe.json'),
    JSON.stringify(await probe(core.engine)),
  );
  await runs.writeConfig(id, config);
  return id;
}

/**
 * What a run learns from.
 * @throws RoundtripError `no-rollouts`.
 */
export function rolloutsOf(
  { store }: Core,
  repository: string,
  heldOut: readonly string[],
  modelHash: string,
  adapter: string | null,
): TrainingData {
  const isHeldOut = new Set(heldOut);
  const policy = { modelHash, adapter };
  const prompts = {
    documentationPrompt: documentationVersion,
    reconstructionPrompt: reconstructionVersion,
  };
  const groups = store
    .groups({ ...policy, ...prompts })
    .filter(({ subject }) => subject.repository === repository)
    .filter(({ subject }) => !isHeldOut.has(codeHash(subject.code)));
  const docs = groups.flatMap((group) => group.docs);
  const ids = docs.map(({ id }) => id).sort((a, b) => a - b);
  const dates = [ids.at(0), ids.at(-1)].map((id) =>
    id === undefined ? null : store.documentation(id)?.createdAt,
  );
  const [from, to] = dates;
  if (!from || !to) {
    const by = adapter === null ? 'the model' : `the adapter ${adapter}`;
    throw new RoundtripError(
      'no-rollouts',
      `There are no rollouts of ${displayPath(repository)} by ${by} to learn from. Draw some: roundtrip rollout ${displayPath(repository)}`,
      { repository, adapter },
    );
  }
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    documentations: docs.length,
    reconstructions: docs.reduce((sum, { rewards }) => sum + rewards.length, 0),
    groups: groups.length,
  };
}

/** The adapter as training goes on from it: of its own run, or converted back once. */
async function peftOf(
  { signal }: Core,
  runs: Runs,
  trainer: Trainer,
  { path: base }: NamedModel,
  { id, path: from }: NamedAdapter,
): Promise<string> {
  const to = join(runs.directory(id), 'adapter');
  if (await stat(join(to, 'adapter_config.json')).catch(() => null)) return to;
  await convertAdapter(trainer, { command: 'to-peft', from, base, to }, signal);
  return to;
}
