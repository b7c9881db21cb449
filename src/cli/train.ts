import { isAbort } from '../common/abort.ts';
import { RoundtripError } from '../common/errors.ts';
import { repositoryOf } from '../rollout/place.ts';
import type { RegisteredAdapter } from '../training/adapters/registry.ts';
import type { Objective, TrainerConfig } from '../training/config.ts';
import { Runs } from '../training/runs.ts';
import type { TrainerEvent } from '../training/trainerEvents.ts';
import { runTrainer, type Trainer } from '../training/trainerProcess.ts';
import type { Core } from './core.ts';
import { beginRun, rolloutsOf } from './train/beginRun.ts';
import { judgeCandidate } from './train/judgeCandidate.ts';
import { noteText, progressText } from './train/progressText.ts';
import { splitRepository } from './train/repositoryFunctions.ts';
import { readyEnvironment } from './trainer/readyEnvironment.ts';

export interface TrainFlags {
  /** The repository that is learned; that of the working directory by default. */
  readonly repository?: string;
  readonly objective?: Objective;
  readonly epochs?: number;
  /** The number of a run that was stopped. */
  readonly resume?: string;
}

/**
 * `roundtrip train`: an adapter from the repository's rollouts, judged on functions it never learned
 * from and used from now on if it is better.
 * @returns whether it was promoted.
 */
export async function train(core: Core, flags: TrainFlags): Promise<boolean> {
  if (core.options.engineUrl !== undefined) {
    throw new RoundtripError(
      'usage',
      'Training needs the model’s own file: name it with --model and leave --engine-url out.',
    );
  }
  const config = flags.resume === undefined ? null : await configOf(core, flags.resume);
  const repository = config?.repositories?.[0] ?? repositoryOf(flags.repository ?? '.');
  const { heldOutHashes, judged } = await splitRepository(core, repository);
  const trainer = await readyEnvironment(core);
  const id = flags.resume ?? (await beginRun(core, trainer, repository, heldOutHashes, flags));
  const candidate = await candidateOf(core, trainer, repository, id);
  const promoted =
    candidate.manifest.status === 'candidate'
      ? (await judgeCandidate(core, candidate, repository, judged)).promoted
      : candidate.manifest.status === 'promoted';
  report(core, await core.adapters.get(id), promoted);
  return promoted;
}

/** @throws RoundtripError `run-unusable` for a run that can't be gone on with by this model. */
async function configOf(core: Core, id: string): Promise<TrainerConfig> {
  const { config } = await new Runs(core.dataDirectory).read(id);
  const { hash, name } = await core.session.named(core.signal);
  if (config && config.model.hash === hash) return config;
  throw new RoundtripError(
    'run-unusable',
    config
      ? `Run ${id} was begun with the model ${config.model.path}, and the model in use is ${name}. Choose the one it was begun with: --model PATH`
      : `Run ${id} can't be gone on with: its configuration was never written whole. Begin another: roundtrip train`,
    { id },
  );
}

/** The adapter of the run: trained now, unless that was done before. */
async function candidateOf(
  core: Core,
  trainer: Trainer,
  repository: string,
  id: string,
): Promise<RegisteredAdapter> {
  const known = (await core.adapters.list()).find(({ manifest }) => manifest.id === id);
  if (known) return known;
  const { directory, config } = await new Runs(core.dataDirectory).read(id);
  if (!config) throw new Error('The run was begun without a configuration.');
  const { heldOut, policyAdapter, objective } = config;
  const { hash, name } = await core.session.named(core.signal);
  const data = rolloutsOf(core, repository, heldOut, hash, policyAdapter);
  await core.engine.unload(); // its memory is the trainer's now
  const { adapter, metrics } = await runTrainer({
    ...trainer,
    runDirectory: directory,
    signal: core.signal,
    onEvent: (event) => show(core, event),
  }).catch((error) => {
    if (isAbort(error)) {
      core.output.note(`Run ${id} was stopped. Go on with: roundtrip train --resume ${id}`);
    }
    throw error;
  });
  const { heldOut: _, ...settings } = config;
  return core.adapters.add(
    {
      ...{ id, run: id, model: { name, hash }, repository, objective, data, metrics },
      createdAt: new Date().toISOString(),
      config: settings,
      parent: policyAdapter,
      ...{ status: 'candidate', heldOut: null, reason: null },
    },
    adapter,
  );
}

/** The trainer's own lines for programs; people see a bar, and what was left out. */
function show({ output }: Core, event: TrainerEvent): void {
  output.record(event);
  const progress = progressText(event);
  if (progress !== null) output.progress(progress);
  const note = noteText(event);
  if (note !== null) output.note(note);
}

function report({ output }: Core, { manifest }: RegisteredAdapter, promoted: boolean): void {
  const { id, heldOut, reason } = manifest;
  output.result({ run: id, adapter: id, promoted, heldOut, reason }, () =>
    promoted
      ? `Adapter ${id} is used from now on. ${reason ?? ''}`
      : `Adapter ${id} is kept and not used. ${reason ?? ''}`,
  );
}
