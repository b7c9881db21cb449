import { RoundtripError } from '../common/errors.ts';
import type { HeldOutFunction } from '../evaluation/heldOut.ts';
import type { NamedAdapter, NamedModel } from '../models/session.ts';
import { isAdapterId, type TrainingData } from '../training/adapters/manifest.ts';
import type { Objective, TrainerConfig } from '../training/config.ts';
import { Runs } from '../training/runs.ts';
import type { CycleListener, CycleParts } from './cycleParts.ts';
import { repositoryRollouts } from './repositoryRollouts.ts';
import { splitRepository } from './splitRepository.ts';

/** What the person may choose of a run; the rest is `defaultTrainerConfig`. */
export interface TrainingWishes {
  readonly objective?: Objective | undefined;
  readonly epochs?: number | undefined;
  readonly seed?: number | undefined;
}

/** All that is known before the first thing of a cycle is done, and enough to ask the person by. */
export interface TrainingPlan {
  readonly repository: string;
  readonly model: NamedModel;
  /** What drew the rollouts, and what training goes on from; null for the model alone. */
  readonly policy: NamedAdapter | null;
  /** The run that is gone on with; null for a new one. */
  readonly resumed: { readonly id: string; readonly config: TrainerConfig } | null;
  readonly wishes: TrainingWishes;
  readonly heldOut: readonly string[];
  readonly judged: readonly HeldOutFunction[];
  readonly data: TrainingData;
}

type PlanningParts = Pick<
  CycleParts,
  'dataDirectory' | 'parser' | 'store' | 'adapterOf' | 'signal'
> & {
  readonly session: Pick<CycleParts['session'], 'named'>;
  readonly listener: Pick<CycleListener, 'onNote'>;
};

/**
 * A new run on the repository's rollouts.
 * @throws RoundtripError `no-rollouts`, `model-not-chosen`, `usage`.
 */
export async function planTraining(
  parts: PlanningParts,
  repository: string,
  wishes: TrainingWishes = {},
): Promise<TrainingPlan> {
  const model = await parts.session.named(parts.signal);
  const policy = await parts.adapterOf(model, repository);
  if (policy && !isAdapterId(policy.id)) {
    throw new RoundtripError(
      'usage',
      'Training goes on from adapters of the registry. Bring the file there first: roundtrip adapter import PATH',
    );
  }
  const { heldOut, judged } = await splitRepository(parts, repository);
  const data = repositoryRollouts(parts, repository, heldOut, model.hash, policy?.id ?? null);
  return { repository, model, policy, resumed: null, wishes, heldOut, judged, data };
}

/**
 * A run that was stopped, from where it stands.
 * @throws RoundtripError `run-unusable` where that can't be done with this model, `no-rollouts`.
 */
export async function planResumption(parts: PlanningParts, id: string): Promise<TrainingPlan> {
  const { config } = await new Runs(parts.dataDirectory).read(id);
  const model = await parts.session.named(parts.signal);
  const [repository] = config?.repositories ?? [];
  if (!config || repository === undefined) {
    throw new RoundtripError(
      'run-unusable',
      `Run ${id} can't be gone on with: its configuration was never written whole. Begin another: roundtrip train`,
      { id },
    );
  }
  if (config.model.hash !== model.hash) {
    throw new RoundtripError(
      'run-unusable',
      `Run ${id} was begun with the model ${config.model.path}, and the model in use is ${model.name}. Choose the one it was begun with: --model PATH`,
      { id },
    );
  }
  const { heldOut, policyAdapter } = config;
  const { judged } = await splitRepository(parts, repository);
  const data = repositoryRollouts(parts, repository, heldOut, model.hash, policyAdapter);
  const resumed = { id, config };
  return { repository, model, policy: null, resumed, wishes: {}, heldOut, judged, data };
}
