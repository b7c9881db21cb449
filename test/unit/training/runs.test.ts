import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Runs } from '../../../src/training/runs.ts';
import { runConfig } from './runConfig.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

const loading = { event: 'phase', phase: 'loading' };
const progress = { event: 'progress', step: 3, steps: 20 };
const done = { event: 'done', adapter: 'adapter.gguf', metrics: {} };
const stopped = { event: 'stopped', reason: 'signal' };
const overBudget = { event: 'stopped', reason: 'kl-budget' };
const failure = { event: 'error', code: 'failed', message: 'It failed.' };

describe('the number of a run', () => {
  it('is the next one, with four digits or more', async () => {
    const runs = new Runs(temporaryDirectory());
    expect([await runs.take(), await runs.take()]).toEqual(['0001', '0002']);
    await mkdir(runs.directory('9999'));
    expect(await runs.take()).toBe('10000');
    expect((await runs.list()).map(({ id }) => id)).toEqual(['0001', '0002', '9999', '10000']);
  });

  it('is taken once, however many ask at the same time', async () => {
    const data = temporaryDirectory();
    const ids = await Promise.all(Array.from({ length: 20 }, () => new Runs(data).take()));
    expect(new Set(ids).size).toBe(20);
  });

  it('is not that of an adapter whose run was deleted', async () => {
    const data = temporaryDirectory();
    const runs = new Runs(data);
    const id = await runs.take();
    await mkdir(join(data, 'adapters', 'qwen', 'toolz', id), { recursive: true });
    await rm(runs.directory(id), { recursive: true });
    expect(await runs.take()).toBe('0002');
  });
});

describe('what is known of a run', () => {
  async function runWith(events: readonly object[], ...files: string[]) {
    const runs = new Runs(temporaryDirectory());
    const id = await runs.take();
    const directory = runs.directory(id);
    await runs.writeConfig(id, runConfig);
    for (const file of files) {
      await mkdir(join(directory, file, '..'), { recursive: true });
      await writeFile(join(directory, file), '{"reward": 0.1}');
    }
    const lines = events.map((event) => `${JSON.stringify(event)}\n`);
    await writeFile(join(directory, 'progress.jsonl'), lines.join(''));
    return { runs, id, directory };
  }

  it.each([
    ['new', []],
    ['finished', [loading, progress, done]],
    ['finished', [loading, progress, overBudget, done]],
    ['stopped', [loading, progress, stopped]],
    ['failed', [loading, failure]],
    ['crashed', [loading, progress]],
    ['crashed', [loading, progress, overBudget]],
    ['crashed', [loading, progress, stopped, loading, progress]],
    ['finished', [loading, failure, loading, done]],
  ])('%s after %j', async (state, events) => {
    const { runs, id } = await runWith(events, 'adapter.gguf');
    expect(await runs.read(id)).toMatchObject({ state });
  });

  it('without its adapter it is not finished', async () => {
    const { runs, id } = await runWith([loading, done]);
    expect(await runs.read(id)).toMatchObject({ state: 'crashed' });
  });

  it('runs while a living process holds it, and not when that is dead', async () => {
    const { runs, id, directory } = await runWith([loading]);
    await writeFile(join(directory, 'lock'), String(process.pid));
    expect(await runs.read(id)).toMatchObject({ state: 'running' });
    await writeFile(join(directory, 'lock'), String(2 ** 30));
    expect(await runs.read(id)).toMatchObject({ state: 'crashed' });
  });

  it('configuration, last progress, metrics and checkpoint', async () => {
    const later = { ...progress, step: 4 };
    const events = [loading, progress, later, overBudget];
    const { runs, id } = await runWith(events, 'metrics.json', 'checkpoints/4/state.json');
    expect(await runs.read(id)).toMatchObject({
      config: runConfig,
      progress: { step: 4, steps: 20, loss: null },
      metrics: { reward: 0.1 },
      hasCheckpoint: true,
    });
  });

  it('a line cut short and a damaged file leave the rest to be told', async () => {
    const { runs, id, directory } = await runWith([loading, progress]);
    await writeFile(join(directory, 'metrics.json'), '{"rew');
    await writeFile(join(directory, 'config.json'), JSON.stringify({ ...runConfig, version: 2 }));
    await writeFile(
      join(directory, 'progress.jsonl'),
      `${JSON.stringify(progress)}\n{"event":"progr`,
    );
    expect(await runs.list()).toMatchObject([
      { id, config: null, metrics: null, hasCheckpoint: false, progress: { step: 3 } },
    ]);
  });

  it('its configuration is written whole, with nothing left beside it', async () => {
    const { directory } = await runWith([]);
    expect(await readdir(directory)).toEqual(['config.json', 'progress.jsonl']);
  });

  it.each([
    [0, 'There is no run 0009. Nothing was trained yet.'],
    [2, 'There is no run 0009. The last one is 0002.'],
  ])('a run that is not there, beside %i others, is named', async (others, message) => {
    const runs = new Runs(temporaryDirectory());
    for (let made = 0; made < others; made++) await runs.take();
    await expect(runs.read('0009')).rejects.toMatchObject({ code: 'run-unusable', message });
  });
});
