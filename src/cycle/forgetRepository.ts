import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { forgetActivities, readActivities } from '../background/activities.ts';
import { RoundtripError } from '../common/errors.ts';
import type { RepositoryRecords } from '../rollout/forget.ts';
import { type Run, Runs } from '../training/runs.ts';
import type { CycleParts } from './cycleParts.ts';

/** What is kept of a repository, or was. */
export interface RepositoryTraces {
  readonly records: RepositoryRecords;
  /** The numbers of its runs. */
  readonly runs: readonly string[];
  /** The ids of its adapters. */
  readonly adapters: readonly string[];
  /** Entries in the list of what background learning did. */
  readonly activities: number;
}

type Parts = Pick<CycleParts, 'dataDirectory' | 'store' | 'adapters' | 'engine'>;

/** What “Forget This Repository” would remove. @param root as records name it. */
export async function tracesOf(
  parts: Omit<Parts, 'engine'>,
  root: string,
): Promise<RepositoryTraces> {
  const isOwn = belongsTo(root);
  const runs = await runsOf(parts.dataDirectory, isOwn);
  const activities = await readActivities(parts.dataDirectory);
  return {
    records: parts.store.recordsOf(parts.store.repositories().filter(isOwn)),
    runs: runs.map(({ id }) => id),
    adapters: (await adaptersOf(parts, isOwn)).map(({ manifest }) => manifest.id),
    activities: activities.filter(({ repository }) => isOwn(repository)).length,
  };
}

/**
 * Removes what is kept of a repository: its records, runs, adapters, and what background learning
 * wrote down of it. An adapter that the engine computes with is taken off it first.
 * @param root as records name it; a folder outside of git stands for those in it too.
 * @returns what was removed. @throws RoundtripError `run-unusable` while a run of it trains: nothing
 * is removed then.
 */
export async function forgetRepository(parts: Parts, root: string): Promise<RepositoryTraces> {
  const { dataDirectory, store, adapters, engine } = parts;
  const isOwn = belongsTo(root);
  const runs = await runsOf(dataDirectory, isOwn);
  const training = runs.find(({ state }) => state === 'running');
  if (training) {
    throw new RoundtripError(
      'run-unusable',
      `Run ${training.id} is training on ${root}. Stop it, then forget the repository; nothing was removed.`,
      { run: training.id },
    );
  }
  const activities = (await readActivities(dataDirectory)).map(({ repository }) => repository);
  const own = await adaptersOf(parts, isOwn);
  if (own.some(({ path }) => path === engine.info()?.adapterPath)) await engine.useAdapter(null);
  const used = own.flatMap(({ manifest }) => manifest.repository ?? []);
  for (const repository of new Set([root, ...used])) await adapters.forget(repository);
  for (const { directory } of runs) await rm(directory, { recursive: true, force: true });
  const entries = [...new Set(activities.filter(isOwn))];
  let forgotten = 0;
  for (const repository of entries) forgotten += await forgetActivities(dataDirectory, repository);
  return {
    records: store.forget(store.repositories().filter(isOwn)),
    runs: runs.map(({ id }) => id),
    adapters: own.map(({ manifest }) => manifest.id),
    activities: forgotten,
  };
}

/** Outside of git each folder stands for itself in the records, so the folders inside are meant too. */
function belongsTo(root: string): (repository: string) => boolean {
  const inside = existsSync(join(root, '.git')) ? null : root + sep;
  return (repository) => repository === root || (inside !== null && repository.startsWith(inside));
}

async function runsOf(
  dataDirectory: string,
  isOwn: (repository: string) => boolean,
): Promise<Run[]> {
  const runs = await new Runs(dataDirectory).list();
  return runs.filter(({ config }) => config?.repositories?.some(isOwn) ?? false);
}

async function adaptersOf(
  { adapters }: Pick<Parts, 'adapters'>,
  isOwn: (repository: string) => boolean,
) {
  const all = await adapters.list();
  return all.filter(({ manifest }) => manifest.repository !== null && isOwn(manifest.repository));
}
