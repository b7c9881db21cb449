import { readActivities } from '../background/activities.ts';
import { countRollouts, selectRolloutRows } from '../rollout/figures/rolloutPage.ts';
import { selectReconstruction } from '../rollout/reads.ts';
import type { RolloutStore } from '../rollout/store.ts';
import type { AdapterRegistry } from '../training/adapters/registry.ts';
import { readJudgement } from '../training/judgementFile.ts';
import { Runs } from '../training/runs.ts';
import { cycleCodes, cycleDetail } from './cycles.ts';
import type { ActivityRow, AnswerTo, Question, RolloutDetail, RolloutPage } from './messages.ts';
import { overviewOf } from './overview.ts';
import { storageUse } from './storageUse.ts';
import { trainingState } from './trainingState.ts';

/** What the dashboard reads; nothing is written. */
export interface DashboardParts {
  readonly store: Pick<RolloutStore, 'read'>;
  readonly adapters: Pick<AdapterRegistry, 'list'>;
  readonly dataDirectory: string;
}

/** Answers what a page asks. @throws RoundtripError of the store. */
export async function answer<Q extends Question>(
  parts: DashboardParts,
  question: Q,
): Promise<AnswerTo<Q>>;
export async function answer(
  { store, adapters, dataDirectory }: DashboardParts,
  question: Question,
): Promise<AnswerTo<Question>> {
  const runs = new Runs(dataDirectory);
  const judgementOf = (cycle: string) => readJudgement(runs.directory(cycle));
  switch (question.ask) {
    case 'overview': {
      const manifests = (await adapters.list()).map(({ manifest }) => manifest);
      return overviewOf(store, manifests, question.repository);
    }
    case 'rollouts':
      return rolloutPage(store, question);
    case 'rollout':
      return rolloutDetail(store, question.rollout);
    case 'cycle':
      return cycleDetail(await judgementOf(question.cycle));
    case 'cycleCodes':
      return cycleCodes(store, await judgementOf(question.cycle), question.index);
    case 'training':
      return trainingState(runs, question.run);
    case 'activities':
      return activityRows(dataDirectory, question.repository);
    case 'storage':
      return storageUse(dataDirectory);
  }
}

function rolloutPage(
  store: DashboardParts['store'],
  { query, offset, limit }: Extract<Question, { ask: 'rollouts' }>,
): RolloutPage {
  return store.read((connection) => ({
    total: countRollouts(connection, query),
    offset,
    rows: selectRolloutRows(connection, query, offset, limit),
  }));
}

function rolloutDetail(store: DashboardParts['store'], id: number): RolloutDetail | null {
  const found = store.read((connection) => selectReconstruction(connection, id));
  if (!found) return null;
  const { subject, generation, createdAt, doc, code, reward, similarity, parts, failure } = found;
  const { path, qualifiedName, language } = subject;
  const { model, adapter, promptVersion, seed, temperature, milliseconds } = generation;
  return {
    ...{ id, createdAt, path, qualifiedName, language, adapter, reward, failure },
    ...{ doc, original: subject.code, code, similarity, parts },
    ...{ model, promptVersion, seed, temperature, milliseconds },
  };
}

/** Newest first. */
async function activityRows(
  dataDirectory: string,
  repository: string | null,
): Promise<ActivityRow[]> {
  const all = await readActivities(dataDirectory);
  return all
    .filter((one) => repository === null || one.repository === repository)
    .map(({ startedAt, seconds, repository: of, kind, outcome, detail }) => ({
      ...{ startedAt: Date.parse(startedAt), seconds, repository: of, kind, outcome, detail },
    }))
    .reverse();
}
