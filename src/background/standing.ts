import type { CycleParts } from '../cycle/cycleParts.ts';
import { presentPrompts } from '../cycle/repositoryRollouts.ts';
import { unfinishedRun } from '../cycle/unfinishedRun.ts';
import { Runs } from '../training/runs.ts';
import type { Activity } from './activities.ts';

/** How far learning is with a repository. */
export interface Standing {
  /** Functions with docs to compare that were drawn after the last training. */
  readonly newFunctions: number;
  /** The run that can be gone on with, or null. */
  readonly unfinishedRun: string | null;
}

type Parts = Pick<CycleParts, 'dataDirectory' | 'store' | 'session' | 'adapters' | 'adapterOf'>;

/**
 * Looks at what was drawn by the policy in use: rollouts of another model, or of an adapter that has
 * been replaced, are not counted.
 * @param activities what background learning did.
 */
export async function standingOf(
  parts: Parts,
  repository: string,
  activities: readonly Activity[],
): Promise<Standing> {
  const model = await parts.session.named();
  const policy = await parts.adapterOf(model, repository);
  const visits = parts.store.visits(repository, {
    ...{ modelHash: model.hash, adapter: policy?.id ?? null },
    ...presentPrompts,
  });
  const manifests = (await parts.adapters.list()).map(({ manifest }) => manifest);
  const trained = manifests
    .filter((one) => one.repository === repository && one.model.hash === model.hash)
    .flatMap(({ data }) => (data ? [Date.parse(data.to)] : []));
  // One that found nothing to learn made no adapter.
  const ended = activities
    .filter((one) => one.repository === repository && one.kind === 'training')
    .flatMap(({ outcome, startedAt }) => (outcome === 'done' ? [Date.parse(startedAt)] : []));
  const last = Math.max(0, ...trained, ...ended);
  return {
    newFunctions: visits.filter(({ visitedAt, docs }) => visitedAt > last && docs >= 2).length,
    unfinishedRun: unfinishedRun(
      await new Runs(parts.dataDirectory).list(),
      manifests,
      repository,
      model.hash,
    ),
  };
}
