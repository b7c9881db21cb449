import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from '../../../src/dashboard/answer.ts';
import type { RolloutQuery } from '../../../src/dashboard/messages.ts';
import { matchesRollout, rolloutOrder } from '../../../src/dashboard/reportData.ts';
import { reportOf } from '../../../src/dashboard/reportOf.ts';
import { isAnswer } from '../../../src/dashboard/shapes.ts';
import type { RolloutStore } from '../../../src/rollout/store.ts';
import { AdapterRegistry } from '../../../src/training/adapters/registry.ts';
import { writeLearningHistory } from '../../support/learningHistory.ts';
import { aDocumentation, aGeneration, aReconstruction, aSubject } from '../rollout/records.ts';
import { temporaryDirectory, temporaryStore } from '../rollout/temporaryStore.ts';

const repository = '/work/shop';

function setUp() {
  const directory = temporaryDirectory();
  const store = temporaryStore(directory);
  const adapters = new AdapterRegistry(directory, () => {});
  return { store, directory, parts: { store, adapters, dataDirectory: directory } };
}

interface Drawn {
  readonly name: string;
  readonly path?: string;
  readonly language?: 'python' | 'go';
  readonly adapter?: string;
  readonly repository?: string;
  readonly rewards: readonly (number | null)[];
}

/** A documentation of a function with its reconstructions. */
function draw(store: RolloutStore, { name, rewards, adapter, ...place }: Drawn): void {
  const subject = aSubject({ qualifiedName: name, code: `code of ${name}`, ...place });
  const generation = aGeneration({ adapter: adapter ?? null });
  const documentationId = store.recordDocumentation(aDocumentation({ subject, generation }));
  for (const reward of rewards) {
    const failure = reward === null ? 'unusable-reply' : null;
    store.recordReconstruction(
      aReconstruction({ subject, generation, documentationId, reward, failure }),
    );
  }
}

describe('the overview', () => {
  it('of an empty store is empty', async () => {
    const { parts } = setUp();
    const overview = await answer(parts, { ask: 'overview', repository: null });
    expect(isAnswer('overview', overview)).toBe(true);
    expect(overview).toMatchObject({ repositories: [], rewards: [], cycles: [], worst: [] });
    expect(overview.totals).toMatchObject({ reconstructions: 0, meanReward: null, from: null });
  });

  it('means are those of what was rebuilt from docs that the model wrote', async () => {
    const { parts, store } = setUp();
    draw(store, { name: 'a', path: 'src/a.py', rewards: [0.2, 0.4, null] });
    draw(store, { name: 'b', path: 'src/b.py', rewards: [0.9] });
    draw(store, { name: 'c', path: 'c.go', language: 'go', adapter: '0001', rewards: [-0.2] });
    store.recordReconstruction(aReconstruction({ documentationId: null, doc: '', reward: 1 }));
    const overview = await answer(parts, { ask: 'overview', repository });
    expect(overview.totals).toMatchObject({ functions: 4, documentations: 3, reconstructions: 6 });
    expect(overview.totals.meanReward).toBeCloseTo(1.3 / 4);
    expect(overview.languages).toEqual([
      { name: 'python', mean: expect.closeTo(0.5), count: 3 },
      { name: 'go', mean: -0.2, count: 1 },
    ]);
    expect(overview.folders.map(({ name, count }) => [name, count])).toEqual([
      ['src', 3],
      ['', 1],
    ]);
    expect(overview.rewards).toEqual([
      {
        from: expect.any(Number),
        mean: expect.closeTo(1.3 / 4),
        margin: expect.any(Number),
        count: 4,
      },
    ]);
    expect(overview.worst.map(({ qualifiedName }) => qualifiedName)).toEqual(['c', 'a', 'b']);
    expect(overview.choices).toEqual({ adapters: ['0001', 'none'], languages: ['go', 'python'] });
  });

  it('is that of one repository, or of all', async () => {
    const { parts, store } = setUp();
    draw(store, { name: 'a', rewards: [0.2] });
    draw(store, { name: 'a', repository: '/work/bank', rewards: [0.6] });
    const meanOf = async (of: string | null) =>
      (await answer(parts, { ask: 'overview', repository: of })).totals.meanReward;
    expect(await meanOf(null)).toBeCloseTo(0.4);
    expect(await meanOf('/work/bank')).toBe(0.6);
    expect(await meanOf('/work/none')).toBeNull();
  });

  it('the worst docs are the newest ones of each function', async () => {
    const { parts, store } = setUp();
    draw(store, { name: 'mended', rewards: [0.1] });
    draw(store, { name: 'mended', rewards: [0.8] });
    draw(store, { name: 'bad', rewards: [0.3, 0.1] });
    const { worst } = await answer(parts, { ask: 'overview', repository: null });
    expect(worst.map((one) => [one.qualifiedName, one.meanReward, one.reconstructions])).toEqual([
      ['bad', 0.2, 2],
      ['mended', 0.8, 1],
    ]);
    const shown = await answer(parts, { ask: 'rollout', rollout: worst[0]?.reconstructionId ?? 0 });
    expect(shown?.reward).toBe(0.1);
  });
});

describe('rollouts', () => {
  const all: RolloutQuery = {
    ...{ repository: null, search: '', language: null, adapter: null, outcome: 'all' },
    ...{ order: 'time', descending: false },
  };
  const someRollouts = () => {
    const { parts, store } = setUp();
    const go = { path: 'lib/time.go', language: 'go' } as const;
    draw(store, { name: 'zeta', path: 'src/tax.py', rewards: [0.5, null] });
    draw(store, { ...go, name: 'Alpha', rewards: [0.9] });
    draw(store, { ...go, name: 'beta', adapter: '0001', rewards: [0.1] });
    return parts;
  };

  it.each<[what: string, query: Partial<RolloutQuery>, names: string[]]>([
    ['oldest first', {}, ['zeta', 'zeta', 'Alpha', 'beta']],
    ['newest first', { descending: true }, ['beta', 'Alpha', 'zeta', 'zeta']],
    ['worst first, the unjudged last', { order: 'reward' }, ['beta', 'zeta', 'Alpha', 'zeta']],
    [
      'best first, the unjudged last',
      { order: 'reward', descending: true },
      ['Alpha', 'zeta', 'beta', 'zeta'],
    ],
    ['by name', { order: 'function' }, ['Alpha', 'beta', 'zeta', 'zeta']],
    ['by path', { order: 'path' }, ['Alpha', 'beta', 'zeta', 'zeta']],
    ['by adapter', { order: 'adapter' }, ['beta', 'zeta', 'zeta', 'Alpha']],
    ['a word of the path', { search: 'TIME' }, ['Alpha', 'beta']],
    ['a word of the name', { search: 'alp' }, ['Alpha']],
    ['not a pattern', { search: '%' }, []],
    ['of a language', { language: 'python' }, ['zeta', 'zeta']],
    ['of the model alone', { adapter: 'none', language: 'go' }, ['Alpha']],
    ['of an adapter', { adapter: '0001' }, ['beta']],
    ['that failed', { outcome: 'failed' }, ['zeta']],
    ['that were judged', { outcome: 'judged' }, ['zeta', 'Alpha', 'beta']],
    ['of another repository', { repository: '/elsewhere' }, []],
  ])('%s, by the store as in a report', async (_, changes, names) => {
    const parts = someRollouts();
    const rowsOf = (query: RolloutQuery) =>
      answer(parts, { ask: 'rollouts', query, offset: 0, limit: 10 });
    const query = { ...all, ...changes };
    const { rows, total } = await rowsOf(query);
    expect(rows.map(({ qualifiedName }) => qualifiedName)).toEqual(names);
    expect(total).toBe(names.length);
    if (changes.repository) return; // a report holds one repository's alone
    const everything = (await rowsOf(all)).rows;
    const inReport = everything
      .filter((row) => matchesRollout(row, query))
      .sort(rolloutOrder(query));
    expect(inReport.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  });

  it('come a page at a time', async () => {
    const page = await answer(someRollouts(), {
      ...{ ask: 'rollouts', query: all, offset: 2, limit: 1 },
    });
    expect(page).toMatchObject({ total: 4, offset: 2, rows: [{ qualifiedName: 'Alpha' }] });
  });

  it('one that is not there is none', async () => {
    expect(await answer(someRollouts(), { ask: 'rollout', rollout: 999_999 })).toBeNull();
  });
});

describe('a history of learning', () => {
  it('tells each cycle, its functions and their rebuilt codes', async () => {
    const { parts, store, directory } = setUp();
    await writeLearningHistory({ store, directory, repository, from: Date.UTC(2026, 0, 1) });
    const { cycles, promotions } = await answer(parts, { ask: 'overview', repository });
    expect(cycles.map(({ id, status }) => [id, status])).toEqual([
      ['0001', 'promoted'],
      ['0002', 'promoted'],
      ['0003', 'kept'],
      ['0004', 'promoted'],
    ]);
    expect(promotions.map(({ id, parent }) => [id, parent])).toEqual([
      ['0001', null],
      ['0002', '0001'],
      ['0004', '0002'],
    ]);
    const { functions, before } = await answer(parts, { ask: 'cycle', cycle: '0004' });
    expect(before).toBe('0002');
    expect(functions?.[7]).toMatchObject({ qualifiedName: 'parcel_fee_7', language: 'python' });
    const codes = await answer(parts, { ask: 'cycleCodes', cycle: '0004', index: 7 });
    expect(codes.original).toContain('if weight > limit:');
    expect(codes.before).toContain('if weight:');
    expect(codes.after).toContain('fee');
    const activities = await answer(parts, { ask: 'activities', repository });
    expect(activities).toHaveLength(4);
    expect(activities[0]?.startedAt).toBeGreaterThan(activities[3]?.startedAt ?? 0);
  });

  it('of a run whose judgement is damaged says so', async () => {
    const { parts, directory } = setUp();
    mkdirSync(join(directory, 'runs', '0001'), { recursive: true });
    writeFileSync(join(directory, 'runs', '0001', 'judgement.json'), '{"version":1,');
    const cycle = await answer(parts, { ask: 'cycle', cycle: '0001' });
    expect(cycle).toEqual({ functions: null, before: null });
    const codes = await answer(parts, { ask: 'cycleCodes', cycle: '0001', index: 0 });
    expect(codes).toEqual({ original: null, before: null, after: null });
  });

  it('shows a run as it goes: its newest figures, its phases and what was left out', async () => {
    const { parts, store, directory } = setUp();
    await writeLearningHistory({ store, directory, repository, from: Date.UTC(2026, 0, 1) });
    const state = await answer(parts, { ask: 'training', run: null });
    expect(isAnswer('training', state)).toBe(true);
    expect(state).toMatchObject({ run: '0004', state: 'finished', isOurs: false });
    expect(state.progress.at(-1)).toMatchObject({ step: 40, steps: 40 });
    expect(state.log).toContainEqual({ kind: 'note', text: 'Left out (no-variance): 17' });
    const lock = join(directory, 'runs', '0002', 'lock');
    writeFileSync(lock, String(process.pid));
    const running = await answer(parts, { ask: 'training', run: null });
    expect(running).toMatchObject({ run: '0002', state: 'running', isOurs: true });
  });

  it('is read whole into a report', async () => {
    const { parts, store, directory } = setUp();
    await writeLearningHistory({ store, directory, repository, from: Date.UTC(2026, 0, 1) });
    const report = await reportOf(parts, repository, new AbortController().signal);
    expect(Object.keys(report.cycles)).toEqual(['0001', '0002', '0003', '0004']);
    expect(report.codes['0001/3']?.original).toContain('parcel_fee_3');
    expect(report.rollouts).toHaveLength(480);
    expect(isAnswer('storage', report.storage)).toBe(true);
  });
});

describe('storage', () => {
  it('counts what each part of the data folder takes', async () => {
    const { parts, directory } = setUp();
    mkdirSync(join(directory, 'models'));
    writeFileSync(join(directory, 'models', 'a.gguf'), 'x'.repeat(1_000));
    mkdirSync(join(directory, 'runs', '0001'), { recursive: true });
    writeFileSync(join(directory, 'runs', '0001', 'config.json'), 'x'.repeat(20));
    const { rows } = await answer(parts, { ask: 'storage' });
    const bytes = Object.fromEntries(rows.map((row) => [row.kind, row.bytes]));
    expect(bytes).toMatchObject({ models: 1_000, runs: 20, adapters: 0 });
  });
});
