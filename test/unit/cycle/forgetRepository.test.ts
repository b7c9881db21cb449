import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readActivities, recordActivity } from '../../../src/background/activities.ts';
import { forgetRepository, tracesOf } from '../../../src/cycle/forgetRepository.ts';
import { FakeEngine } from '../../../src/engine/fake.ts';
import { Runs, runLockPath } from '../../../src/training/runs.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { aDocumentation, aReconstruction, aSubject } from '../rollout/records.ts';
import { temporaryStore } from '../rollout/temporaryStore.ts';
import { aManifest, model, registryIn } from '../training/adapters/adapters.ts';
import { runConfig } from '../training/runConfig.ts';

const folder = temporaryFolder();

/** Two repositories, each with a record, a run, its adapter in use, and an activity. */
async function setUp() {
  folder.write('shop/.git/HEAD');
  folder.write('other/.git/HEAD');
  const dataDirectory = folder.path('data');
  const repositories = { shop: folder.path('shop'), other: folder.path('other') };
  const store = temporaryStore(dataDirectory);
  const { registry: adapters } = registryIn(dataDirectory);
  const runs = new Runs(dataDirectory);
  for (const repository of Object.values(repositories)) {
    const subject = aSubject({ repository });
    const documentationId = store.recordDocumentation(aDocumentation({ subject }));
    store.recordReconstruction(aReconstruction({ subject, documentationId }));
    const run = await runs.take();
    await runs.writeConfig(run, { ...runConfig, repositories: [repository] });
    await adapters.add(aManifest(run, { repository }), folder.write('weights.gguf', run));
    await adapters.use(run, repository);
    await recordActivity(dataDirectory, {
      ...{ startedAt: '2026-11-01T00:00:00Z', seconds: 60, repository, kind: 'training' },
      ...{ outcome: 'done', rollouts: null, run, detail: 'Promoted.' },
    });
  }
  const engine = new FakeEngine([]);
  await engine.load({ modelPath: '/models/tiny.gguf', gpu: 'off' });
  return { parts: { dataDirectory, store, adapters, engine }, runs, ...repositories };
}

const ofOne = {
  records: { functions: 1, documentations: 1, reconstructions: 1, verdicts: 0 },
  ...{ runs: ['0001'], adapters: ['0001'], activities: 1 },
};

describe('a repository that is forgotten', () => {
  it('is gone from the records, the runs, the adapters and the activities; others stay', async () => {
    const { parts, runs, shop, other } = await setUp();
    expect(await tracesOf(parts, shop)).toEqual(ofOne);
    expect(await forgetRepository(parts, shop)).toEqual(ofOne);
    expect((await tracesOf(parts, other)).records.functions).toBe(1);
    expect((await runs.list()).map(({ id }) => id)).toEqual(['0002']);
    expect((await parts.adapters.current(model.hash, other))?.id).toBe('0002');
    expect(await parts.adapters.current(model.hash, shop)).toBeNull();
    expect((await readActivities(parts.dataDirectory)).map(({ run }) => run)).toEqual(['0002']);
  });

  it('is named nowhere in the data folder', async () => {
    const { parts, shop } = await setUp();
    expect(everythingIn(parts.dataDirectory)).toContain(shop);
    await forgetRepository(parts, shop);
    parts.store.dispose();
    expect(everythingIn(parts.dataDirectory)).not.toContain(shop);
    expect(existsSync(join(parts.dataDirectory, 'runs', '0001'))).toBe(false);
  });

  it('has its adapter taken off the engine first', async () => {
    const { parts, shop } = await setUp();
    const adapter = await parts.adapters.current(model.hash, shop);
    await parts.engine.useAdapter(adapter?.path ?? null);
    await forgetRepository(parts, shop);
    expect(parts.engine.info()?.adapterPath).toBeNull();
  });

  it('leaves another’s adapter on the engine', async () => {
    const { parts, shop, other } = await setUp();
    const adapter = await parts.adapters.current(model.hash, other);
    await parts.engine.useAdapter(adapter?.path ?? null);
    await forgetRepository(parts, shop);
    expect(parts.engine.info()?.adapterPath).toBe(adapter?.path);
  });

  it('stays whole while a run of it trains', async () => {
    const { parts, runs, shop } = await setUp();
    folder.write('data/runs/0001/lock', String(process.pid));
    expect(runLockPath(runs.directory('0001'))).toBe(folder.path('data/runs/0001/lock'));
    await expect(forgetRepository(parts, shop)).rejects.toMatchObject({ code: 'run-unusable' });
    expect(await tracesOf(parts, shop)).toEqual(ofOne);
  });

  it('may be forgotten twice', async () => {
    const { parts, shop } = await setUp();
    await forgetRepository(parts, shop);
    expect(await forgetRepository(parts, shop)).toEqual({
      records: { functions: 0, documentations: 0, reconstructions: 0, verdicts: 0 },
      ...{ runs: [], adapters: [], activities: 0 },
    });
  });
});

describe('a folder outside of git', () => {
  it('stands for the folders in it, which are recorded one by one', async () => {
    const { parts } = await setUp();
    for (const path of ['plain', 'plain/sub', 'plainer']) {
      const subject = aSubject({ repository: folder.path(path) });
      parts.store.recordDocumentation(aDocumentation({ subject }));
    }
    expect((await forgetRepository(parts, folder.path('plain'))).records.functions).toBe(2);
    expect(parts.store.repositories()).toContain(folder.path('plainer'));
  });
});

/** The names and contents of all files in a folder. */
function everythingIn(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path}\n${readFileSync(path, 'latin1')}`)
    .join('\n');
}
