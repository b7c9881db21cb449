import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { AbortError } from '../../../src/common/abort.ts';
import { exportRollouts } from '../../../src/rollout/export/exportRollouts.ts';
import { type ExportFormat, exportFormats } from '../../../src/rollout/export/format.ts';
import type { RecordedGroup } from '../../../src/rollout/export/recordedGroup.ts';
import type { CompletionRow, PreferenceRow } from '../../../src/rollout/export/trainingRows.ts';
import type { RolloutStore } from '../../../src/rollout/store.ts';
import { aDocumentation, aGeneration, aReconstruction, aSubject } from './records.ts';
import { temporaryDirectory, temporaryStore } from './temporaryStore.ts';

const rebuilding = aGeneration({ promptVersion: 'reconstruction/1/python', seed: 3 });

/** Two docs of one function with two codes each, a third that failed, and one doc of another. */
function filledStore(): RolloutStore {
  const store = temporaryStore();
  const [good, poor] = ['good', 'poor'].map((doc, index) =>
    store.recordDocumentation(
      aDocumentation({ doc, generation: aGeneration({ completionTokens: [10 + index] }) }),
    ),
  );
  store.recordDocumentation(aDocumentation({ doc: null, failure: 'empty-reply' }));
  const rebuilt = (documentationId: number | null, reward: number | null, doc = 'd') =>
    store.recordReconstruction(
      aReconstruction({
        ...{ documentationId, reward, doc },
        generation: { ...rebuilding, completionTokens: [20, Math.round((reward ?? 0) * 10)] },
      }),
    );
  rebuilt(null, 0.1, '');
  rebuilt(good ?? 0, 0.9);
  rebuilt(good ?? 0, 0.5);
  rebuilt(poor ?? 0, 0.3);
  rebuilt(poor ?? 0, null);
  const other = aSubject({ repository: '/work/other', code: 'def one(): return 1' });
  store.recordDocumentation(aDocumentation({ subject: other }));
  store.recordVerdict(good ?? 0, 'accepted');
  return store;
}

function exported(
  groups: Iterable<RecordedGroup>,
  format: ExportFormat,
  folder: string,
  signal = new AbortController().signal,
) {
  const complete = async (group: RecordedGroup) => ({
    ...group,
    side: group.subject.code.includes('one') ? 'held-out' : 'train',
    textOf: (tokens: readonly number[]) => tokens.join(' '),
  });
  return exportRollouts(groups, complete, { format, folder, signal, onGroup: () => {} });
}

function linesOf<T>(folder: string, name: string): T[] {
  const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

describe('jsonl', () => {
  it('holds a documentation a line, with all that was rebuilt from it', async () => {
    const folder = join(temporaryDirectory(), 'new', 'folder');
    const summary = await exported(filledStore().recordedGroups(null), 'jsonl', folder);
    const path = join(folder, 'rollouts.jsonl');
    expect(summary).toEqual({
      format: 'jsonl',
      files: [path],
      groups: 2,
      documentations: 4,
      reconstructions: 4,
      bytes: readFileSync(path).length,
    });
    const lines = linesOf<Record<string, unknown>>(folder, 'rollouts.jsonl');
    expect(lines.map(({ doc, reward, side }) => [doc, reward, side])).toEqual([
      ['good', 0.7, 'train'],
      ['poor', 0.3, 'train'],
      [null, 0, 'train'],
      ['Adds up the prices.', null, 'held-out'],
    ]);
    expect(lines[0]).toMatchObject({
      ...aSubject(),
      baseline: 0.1,
      seed: 4_294_967_295,
      promptTokens: [1, 2, 151_645],
      prompt: '1 2 151645',
      completionTokens: [10],
      completion: '10',
      verdicts: [{ verdict: 'accepted' }],
      reconstructions: [
        { reward: 0.9, parts: { parses: 1, tokens: 0.9 }, completion: '20 9', seed: 3 },
        { reward: 0.5 },
      ],
    });
    expect(new Set(lines.slice(0, 3).map(({ group }) => group)).size).toBe(1);
  });

  it('takes the rollouts of one repository alone', async () => {
    const folder = temporaryDirectory();
    await exported(filledStore().recordedGroups('/work/other'), 'jsonl', folder);
    expect(linesOf(folder, 'rollouts.jsonl')).toMatchObject([{ repository: '/work/other' }]);
  });
});

describe('trl', () => {
  it('holds completions with their advantage in the group, and what can be judged alone', async () => {
    const folder = temporaryDirectory();
    await exported(filledStore().recordedGroups(null), 'trl', folder);
    const rows = linesOf<CompletionRow>(folder, 'completions.jsonl');
    expect(rows.map(({ stage, reward }) => [stage, reward])).toEqual([
      ['documentation', 0.7],
      ['documentation', 0.3],
      ['documentation', 0],
      ['reconstruction', 0.9],
      ['reconstruction', 0.5],
      ['reconstruction', 0.3],
    ]);
    expect(rows.map(({ advantage }) => Math.round(1000 * advantage) / 1000)).toEqual([
      0.367, -0.033, -0.333, 0.2, -0.2, 0,
    ]);
    expect(rows[3]).toMatchObject({
      prompt: '1 2 151645',
      completion: '20 9',
      input_ids: [1, 2, 151_645, 20, 9],
      completion_mask: [0, 0, 0, 1, 1],
      old_log_probs: null,
      side: 'train',
      qualified_name: 'Basket.total',
    });
  });

  it('holds the best against the worst of each group whose rewards differ', async () => {
    const folder = temporaryDirectory();
    await exported(filledStore().recordedGroups(null), 'trl', folder);
    expect(linesOf<PreferenceRow>(folder, 'preferences.jsonl')).toMatchObject([
      { stage: 'documentation', chosen: '10', rejected: '7 8', rejected_reward: 0 },
      { stage: 'reconstruction', chosen_ids: [20, 9], rejected_ids: [20, 5], chosen_reward: 0.9 },
    ]);
  });

  it.each<[string, { adapter?: string; temperature?: number }]>([
    ['another policy', { adapter: '0001' }],
    ['another sampling', { temperature: 0 }],
  ])('does not compare codes of %s', async (_, facts) => {
    const store = temporaryStore();
    const documentationId = store.recordDocumentation(aDocumentation());
    for (const [reward, generation] of [
      [0.2, rebuilding],
      [0.8, { ...rebuilding, ...facts }],
    ] as const) {
      store.recordReconstruction(aReconstruction({ documentationId, reward, generation }));
    }
    const folder = temporaryDirectory();
    await exported(store.recordedGroups(null), 'trl', folder);
    const rows = linesOf<CompletionRow>(folder, 'completions.jsonl');
    expect(rows.slice(1).map(({ advantage }) => advantage)).toEqual([0, 0]);
    expect(readFileSync(join(folder, 'preferences.jsonl'), 'utf8')).toBe('');
  });

  it('leaves out what an engine that failed never drew', async () => {
    const store = temporaryStore();
    const generation = aGeneration({ completionTokens: [], stopReason: 'failed' });
    store.recordDocumentation(aDocumentation({ generation, doc: null, failure: 'engine-died' }));
    const folder = temporaryDirectory();
    await exported(store.recordedGroups(null), 'trl', folder);
    expect(readFileSync(join(folder, 'completions.jsonl'), 'utf8')).toBe('');
  });
});

describe('parquet', () => {
  it.each(['completions', 'preferences'])('holds the very rows of trl: %s', async (name) => {
    const [lines, tables] = [temporaryDirectory(), temporaryDirectory()];
    const store = filledStore();
    await exported(store.recordedGroups(null), 'trl', lines);
    await exported(store.recordedGroups(null), 'parquet', tables);
    const file = await asyncBufferFromFile(join(tables, `${name}.parquet`));
    const rows = await parquetReadObjects({ file });
    // hyparquet reads a list that is null as undefined.
    const isList = name === 'completions' && { old_log_probs: null };
    expect(rows.map((row) => ({ ...row, ...isList }))).toEqual(linesOf(lines, `${name}.jsonl`));
    expect(rows[0]?.old_log_probs ?? null).toBeNull();
  });

  it('goes on over many row groups', async () => {
    const [group] = [...filledStore().recordedGroups('/work/shop')];
    if (!group) throw new Error('The store is empty.');
    const folder = temporaryDirectory();
    await exported(Array<RecordedGroup>(700).fill(group), 'parquet', folder);
    const file = await asyncBufferFromFile(join(folder, 'completions.parquet'));
    const rows = await parquetReadObjects({ file, columns: ['reward'] });
    expect(rows).toHaveLength(700 * 6);
    expect(rows.at(-1)).toEqual({ reward: 0.3 });
  });
});

describe.each(exportFormats)('%s', (format) => {
  it('replaces an earlier export of its own, byte for byte the same', async () => {
    const folder = temporaryDirectory();
    const store = filledStore();
    const { files } = await exported(store.recordedGroups(null), format, folder);
    const before = files.map((file) => readFileSync(file));
    await exported(store.recordedGroups(null), format, folder);
    expect(files.map((file) => readFileSync(file))).toEqual(before);
  });

  it('leaves nothing where it is stopped in the middle', async () => {
    const folder = join(temporaryDirectory(), 'new');
    const abort = new AbortController();
    const groups = (function* () {
      const [first] = filledStore().recordedGroups(null);
      if (first) yield first;
      abort.abort(new AbortError());
      if (first) yield first;
    })();
    await expect(exported(groups, format, folder, abort.signal)).rejects.toThrow(AbortError);
    expect(existsSync(folder)).toBe(false);
  });

  it('says that a store without rollouts has nothing to export, and makes no folder', async () => {
    const folder = join(temporaryDirectory(), 'new');
    const done = exported(temporaryStore().recordedGroups(null), format, folder);
    await expect(done).rejects.toMatchObject({ code: 'no-rollouts' });
    expect(existsSync(folder)).toBe(false);
  });

  it('refuses a folder with other files and leaves them alone', async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'thesis.txt'), 'mine');
    const done = exported(filledStore().recordedGroups(null), format, folder);
    await expect(done).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('thesis.txt'),
    });
    expect(readdirSync(folder)).toEqual(['thesis.txt']);
  });

  it('says what is wrong with a folder that is a file', async () => {
    const path = join(temporaryDirectory(), 'file');
    writeFileSync(path, '');
    const done = exported(filledStore().recordedGroups(null), format, path);
    await expect(done).rejects.toMatchObject({ code: 'file-read-only' });
  });

  it.skipIf(!existsSync('/dev/full'))('says when the disk is full', async () => {
    const { writeFiles } = await import('../../../src/rollout/export/wholeFiles.ts');
    const folder = temporaryDirectory();
    const done = writeFiles(folder, ['a'], async () => writeFileSync('/dev/full', 'text'));
    await expect(done).rejects.toMatchObject({ code: 'disk-full' });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the store', () => {
  it('lists the code of every function once, oldest first', () => {
    expect(filledStore().codes()).toEqual([aSubject().code, 'def one(): return 1']);
  });
});
