import { RoundtripError } from '../common/errors.ts';
import type { CycleListener } from '../cycle/cycleParts.ts';
import { outcomeText } from '../cycle/outcomeText.ts';
import { planResumption, planTraining } from '../cycle/planTraining.ts';
import { trainingCycle } from '../cycle/trainingCycle.ts';
import { repositoryOf } from '../rollout/place.ts';
import type { RegisteredAdapter } from '../training/adapters/registry.ts';
import type { Objective } from '../training/config.ts';
import type { Core } from './core.ts';
import { progressListener } from './train/progressListener.ts';
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
  const { seed, engineUrl } = core.options;
  if (engineUrl !== undefined) {
    throw new RoundtripError(
      'usage',
      'Training needs the model’s own file: name it with --model and leave --engine-url out.',
    );
  }
  const parts = { ...core, trainer: () => readyEnvironment(core), listener: listenerOf(core) };
  const { repository = '.', objective, epochs, resume } = flags;
  const plan =
    resume === undefined
      ? await planTraining(parts, repositoryOf(repository), { objective, epochs, seed })
      : await planResumption(parts, resume);
  return report(core, await trainingCycle(parts, plan));
}

/** The trainer's own lines for programs; people see how it goes. */
function listenerOf({ output }: Core): CycleListener {
  const shown = progressListener(output);
  return {
    ...shown,
    onTrainerEvent(event) {
      output.record(event);
      shown.onTrainerEvent(event);
    },
    onStopped: (run) =>
      output.note(`Run ${run} was stopped. Go on with: roundtrip train --resume ${run}`),
  };
}

function report({ output }: Core, { manifest }: RegisteredAdapter): boolean {
  const { id, status, heldOut, reason } = manifest;
  const promoted = status === 'promoted';
  output.result({ run: id, adapter: id, promoted, heldOut, reason }, () => outcomeText(manifest));
  return promoted;
}
