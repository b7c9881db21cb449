/** `npm run bench:dashboard`: how long the dashboard takes to open over 100,000 rollouts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer, type DashboardParts } from '../../src/dashboard/answer.ts';
import { RolloutStore } from '../../src/rollout/store.ts';
import { AdapterRegistry } from '../../src/training/adapters/registry.ts';
import { writeLargeStore } from '../support/largeStore.ts';
import { writeLearningHistory } from '../support/learningHistory.ts';
import { openDashboard } from '../ui/harness/dashboardPage.ts';

const repository = '/work/shop';
const rounds = 5;
const directory = mkdtempSync(join(tmpdir(), 'bench-dashboard-'));
writeLargeStore(directory);
const store = new RolloutStore(directory, () => {});
await writeLearningHistory({ store, directory, repository, from: Date.UTC(2026, 1, 20) });
const adapters = new AdapterRegistry(directory, () => {});
const parts: DashboardParts = { store, adapters, dataDirectory: directory };

const query = {
  ...{ repository, search: '', language: null, adapter: null, outcome: 'all' as const },
  ...{ order: 'time' as const, descending: true },
};
await timed('what it opens with', () => answer(parts, { ask: 'overview', repository }));
await timed('the first rollouts', () =>
  answer(parts, { ask: 'rollouts', query, offset: 0, limit: 200 }),
);
await timed('a search, sorted by reward, 5,000 rows down', () =>
  answer(parts, {
    ...{ ask: 'rollouts', query: { ...query, search: 'total', order: 'reward' } },
    ...{ offset: 5_000, limit: 200 },
  }),
);
await timed('the page in Chromium, from its first byte to its first plot', async () => {
  await using dashboard = await openDashboard(parts, 'dark', repository);
  await dashboard.page.locator('.uplot canvas').waitFor();
  const opened: unknown = await dashboard.page.evaluate('performance.now()');
  return Number(opened);
});
store.dispose();
rmSync(directory, { recursive: true });

/** Prints the median; `work` may measure by itself. */
async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const own = await work();
    times.push(typeof own === 'number' ? own : performance.now() - start);
  }
  const median = times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
  console.log(`${what}: ${Math.round(median)} ms`);
}
