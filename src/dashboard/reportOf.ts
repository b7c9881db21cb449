import { readJudgement } from '../training/judgementFile.ts';
import { Runs } from '../training/runs.ts';
import { answer, type DashboardParts } from './answer.ts';
import { cycleCodes, cycleDetail } from './cycles.ts';
import type { CycleCodes, CycleDetail, RolloutDetail } from './messages.ts';
import type { ReportData } from './reportData.ts';

/** More would make a file that browsers open slowly. */
export const rolloutsInReport = 500;

/**
 * All that a report shows, read at one time.
 * @param repository null for all. @throws RoundtripError of the store; the signal's reason.
 */
export async function reportOf(
  parts: DashboardParts,
  repository: string | null,
  signal: AbortSignal,
): Promise<ReportData> {
  const overview = await answer(parts, { ask: 'overview', repository });
  const rollouts: RolloutDetail[] = [];
  const { rows } = await answer(parts, {
    ask: 'rollouts',
    query: {
      ...{ repository, search: '', language: null, adapter: null, outcome: 'all' },
      ...{ order: 'time', descending: true },
    },
    ...{ offset: 0, limit: rolloutsInReport },
  });
  for (const { id } of rows) {
    signal.throwIfAborted();
    const detail = await answer(parts, { ask: 'rollout', rollout: id });
    if (detail) rollouts.push(detail);
  }
  const runs = new Runs(parts.dataDirectory);
  const cycles: Record<string, CycleDetail> = {};
  const codes: Record<string, CycleCodes> = {};
  for (const { id } of overview.cycles) {
    const file = await readJudgement(runs.directory(id));
    cycles[id] = cycleDetail(file);
    for (const index of (file?.functions ?? []).keys()) {
      signal.throwIfAborted();
      codes[`${id}/${index}`] = cycleCodes(parts.store, file, index);
    }
  }
  return {
    writtenAt: Date.now(),
    ...{ overview, rollouts, cycles, codes },
    training: await answer(parts, { ask: 'training', run: null }),
    activities: await answer(parts, { ask: 'activities', repository }),
    storage: await answer(parts, { ask: 'storage' }),
  };
}
