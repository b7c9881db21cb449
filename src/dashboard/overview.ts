import {
  type FileReward,
  type RewardCell,
  rewardBins,
  selectRewardCells,
  selectRewardsByFile,
} from '../rollout/figures/rewards.ts';
import { selectLanguages } from '../rollout/figures/rolloutPage.ts';
import { selectTotals, type Totals } from '../rollout/figures/totals.ts';
import { selectWorstDocs } from '../rollout/figures/worstDocs.ts';
import { selectRepositories } from '../rollout/reads.ts';
import type { RolloutStore } from '../rollout/store.ts';
import type { AdapterManifest } from '../training/adapters/manifest.ts';
import type {
  CycleSummary,
  GroupReward,
  Overview,
  PromotionSpread,
  RewardBucket,
} from './messages.ts';

/** About as many points as a plot has room for. */
const stretches = 60;
const shortestStretch = 60_000;
const worstShown = 50;

/** What the dashboard opens with. @throws RoundtripError of the store. */
export function overviewOf(
  store: Pick<RolloutStore, 'read'>,
  manifests: readonly AdapterManifest[],
  repository: string | null,
): Overview {
  const scope = { repository };
  const totals = store.read((connection) => selectTotals(connection, scope));
  const cells = store.read((connection) => selectRewardCells(connection, scope, stretchOf(totals)));
  const files = store.read((connection) => selectRewardsByFile(connection, scope));
  const own = manifests.filter(
    (one) => repository === null || one.repository === null || one.repository === repository,
  );
  return {
    repository,
    repositories: store.read(selectRepositories),
    totals,
    rewards: bucketsOf(cells),
    languages: groupsOf(files, ({ language }) => language),
    folders: groupsOf(files, ({ path }) => path.split('/').slice(0, -1).join('/')),
    cycles: own.map(cycleOf),
    promotions: own
      .filter(({ status }) => status === 'promoted')
      .map((one) => spreadOf(one, cells)),
    worst: store.read((connection) => selectWorstDocs(connection, scope, worstShown)),
    choices: {
      adapters: [...new Set(cells.map(({ adapter }) => adapter ?? 'none'))].sort(),
      languages: store.read((connection) => selectLanguages(connection, scope)),
    },
  };
}

function stretchOf({ from, to }: Totals): number {
  if (from === null || to === null) return shortestStretch;
  const day = 86_400_000;
  const even = [shortestStretch, 5 * 60_000, 15 * 60_000, 3_600_000, 6 * 3_600_000, day];
  const least = (to - from) / stretches;
  return even.find((length) => length >= least) ?? Math.ceil(least / day) * day;
}

function bucketsOf(cells: readonly RewardCell[]): RewardBucket[] {
  return [...Map.groupBy(cells, ({ from }) => from)].map(([from, some]) => {
    const count = sumOf(some, (cell) => cell.count);
    const mean = sumOf(some, (cell) => cell.sum) / count;
    const variance = Math.max(0, sumOf(some, (cell) => cell.squares) / count - mean * mean);
    // The normal approximation: a stretch has tens of rewards or hardly counts.
    const margin = count > 1 ? 1.96 * Math.sqrt(variance / (count - 1)) : 0;
    return { from, mean, margin, count };
  });
}

/** Those with the most rewards first. */
function groupsOf(files: readonly FileReward[], name: (file: FileReward) => string): GroupReward[] {
  return [...Map.groupBy(files, name)]
    .map(([group, some]) => {
      const count = sumOf(some, (file) => file.count);
      return { name: group, mean: sumOf(some, (file) => file.sum) / count, count };
    })
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

export function cycleOf(manifest: AdapterManifest): CycleSummary {
  const { id, createdAt, repository, status, heldOut, reason } = manifest;
  return { id, createdAt: Date.parse(createdAt), repository, status, heldOut, reason };
}

function spreadOf({ id, parent, model }: AdapterManifest, cells: readonly RewardCell[]) {
  const countsOf = (adapter: string | null) => {
    const counts = Array.from({ length: rewardBins }, () => 0);
    for (const cell of cells) {
      if (cell.modelHash !== model.hash || cell.adapter !== adapter) continue;
      counts[cell.bin] = (counts[cell.bin] ?? 0) + cell.count;
    }
    return counts;
  };
  const spread: PromotionSpread = { id, parent, before: countsOf(parent), after: countsOf(id) };
  return spread;
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
