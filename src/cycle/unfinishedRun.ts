import type { AdapterManifest } from '../training/adapters/manifest.ts';
import type { Run } from '../training/runs.ts';

/** Runs that the trainer ended by itself in a failure would meet it again. */
const canGoOn: ReadonlySet<Run['state']> = new Set(['stopped', 'crashed', 'finished']);

/**
 * The run of a repository and a model that was begun last, if it was stopped before its adapter was
 * judged: in training, or in the judgement after it.
 * @returns its number, or null.
 */
export function unfinishedRun(
  runs: readonly Run[],
  adapters: readonly Pick<AdapterManifest, 'id' | 'status'>[],
  repository: string,
  modelHash: string,
): string | null {
  const last = runs.findLast(
    ({ config }) => config?.model.hash === modelHash && config.repositories?.[0] === repository,
  );
  if (!last || !canGoOn.has(last.state)) return null;
  const adapter = adapters.find(({ id }) => id === last.id);
  if (adapter) return adapter.status === 'candidate' ? last.id : null;
  return last.id;
}
