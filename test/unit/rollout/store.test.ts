import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeHash } from '../../../src/rollout/codeHash.ts';
import { openSqlite } from '../../../src/rollout/sqlite.ts';
import type { GenerationFacts, RolloutFilter, Subject } from '../../../src/rollout/types.ts';
import { aDocumentation, aGeneration, aReconstruction, aSubject } from './records.ts';
import { temporaryDirectory, temporaryStore } from './temporaryStore.ts';

const text = () => fc.string({ unit: 'grapheme' });
/** Without -0, which SQLite stores as 0. */
const fraction = () => fc.double({ min: -0.2, max: 1, noNaN: true }).map((value) => value + 0);
const tokens = () => fc.array(fc.integer({ min: 0, max: 2 ** 31 - 1 }));

const subjects: fc.Arbitrary<Subject> = fc.record({
  repository: text(),
  path: text(),
  qualifiedName: text(),
  language: fc.constantFrom('python', 'typescript', 'go', 'ruby'),
  signature: text(),
  code: text(),
});

const generations: fc.Arbitrary<GenerationFacts> = fc.record({
  model: text(),
  modelHash: text(),
  adapter: fc.option(text()),
  promptVersion: text(),
  temperature: fraction(),
  topK: fc.nat(),
  topP: fraction(),
  minP: fraction(),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  promptTokens: tokens(),
  completionTokens: tokens(),
  stopReason: text(),
  milliseconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
});

describe('a record', () => {
  it('comes back as it was written, every field of a documentation', () => {
    const store = temporaryStore();
    const records = fc.record({
      subject: subjects,
      generation: generations,
      doc: fc.option(text()),
      failure: fc.option(text()),
    });
    fc.assert(
      fc.property(records, (record) => {
        const id = store.recordDocumentation(record);
        expect(store.documentation(id)).toMatchObject({ id, ...record, verdicts: [] });
      }),
    );
  });

  it('comes back as it was written, every field of a reconstruction', () => {
    const store = temporaryStore();
    const records = fc.record({
      subject: subjects,
      generation: generations,
      documentationId: fc.constant(store.recordDocumentation(aDocumentation())),
      doc: text(),
      code: fc.option(text()),
      reward: fc.option(fraction()),
      similarity: fc.option(fraction()),
      parts: fc.dictionary(
        fc.stringMatching(/^[a-z]+$/),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
      ),
      failure: fc.option(text()),
    });
    fc.assert(
      fc.property(records, (record) => {
        const id = store.recordReconstruction(record);
        const { repository, path, qualifiedName } = record.subject;
        expect(store.lastRoundTrip(repository, path, qualifiedName)).toMatchObject({
          id,
          ...record,
        });
      }),
    );
  });

  it('carries the time it was written', () => {
    const store = temporaryStore();
    const before = Date.now();
    const id = store.recordDocumentation(aDocumentation());
    const createdAt = store.documentation(id)?.createdAt ?? 0;
    expect(createdAt).toBeGreaterThanOrEqual(before);
    expect(createdAt).toBeLessThanOrEqual(Date.now());
  });

  it('stands for good, whoever opens the database', () => {
    const store = temporaryStore();
    const id = store.recordDocumentation(aDocumentation());
    store.recordReconstruction(aReconstruction({ documentationId: id }));
    store.recordVerdict(id, 'accepted');
    const other = openSqlite(store.path);
    for (const table of ['subject', 'generation', 'documentation', 'reconstruction', 'verdict']) {
      expect(() => other.exec(`UPDATE ${table} SET id = id`)).toThrow('append-only');
      expect(() => other.exec(`DELETE FROM ${table}`)).toThrow('append-only');
    }
    other.close();
  });

  it('keeps the code of a function once for all its records, with its SHA-256', () => {
    const store = temporaryStore();
    const changed = aSubject({ code: 'def total(self): ...' });
    for (const subject of [aSubject(), aSubject(), changed]) {
      store.recordReconstruction(aReconstruction({ subject }));
    }
    const other = openSqlite(store.path);
    expect(other.prepare('SELECT code_hash FROM subject ORDER BY id').all()).toEqual([
      { code_hash: codeHash(aSubject().code) },
      { code_hash: codeHash(changed.code) },
    ]);
    other.close();
  });
});

describe('a verdict', () => {
  it('stands beside its documentation', () => {
    const store = temporaryStore();
    const id = store.recordDocumentation(aDocumentation());
    store.recordVerdict(id, 'asked-again');
    store.recordVerdict(id, 'edited', 'Sums the prices.');
    expect(store.documentation(id)?.verdicts).toMatchObject([
      { verdict: 'asked-again', editedDoc: null },
      { verdict: 'edited', editedDoc: 'Sums the prices.' },
    ]);
  });

  it('on a documentation that is not there leaves nothing', () => {
    const store = temporaryStore();
    store.recordVerdict(1, 'accepted');
    expect(store.documentation(1)).toBeNull();
    expect(store.summary().verdicts).toBe(0);
  });
});

describe('lastRoundTrip', () => {
  it('is the latest reconstruction of that function alone', () => {
    const store = temporaryStore();
    const { repository, path, qualifiedName } = aSubject();
    expect(store.lastRoundTrip(repository, path, qualifiedName)).toBeNull();
    store.recordReconstruction(aReconstruction({ reward: 0.1 }));
    store.recordReconstruction(
      aReconstruction({ reward: 0.2, subject: aSubject({ code: 'def total(self): return 0' }) }),
    );
    store.recordReconstruction(
      aReconstruction({ reward: 0.3, subject: aSubject({ qualifiedName: 'total' }) }),
    );
    expect(store.lastRoundTrip(repository, path, qualifiedName)).toMatchObject({
      reward: 0.2,
      subject: { code: 'def total(self): return 0' },
    });
  });
});

describe('reconstructionsOf', () => {
  const policy = { modelHash: 'b179c9', adapter: null, promptVersion: 'reconstruction/1/python' };
  const filter = { code: aSubject().code, ...policy };
  const drawn = (facts: Partial<GenerationFacts> = {}, subject: Partial<Subject> = {}) =>
    aReconstruction({
      subject: aSubject(subject),
      generation: aGeneration({ ...policy, ...facts }),
    });

  it('gives those of one code by one policy, in the order drawn, wherever it stood', () => {
    const store = temporaryStore();
    const moved = { repository: '/elsewhere', path: 'b.py', qualifiedName: 'total' };
    const wanted = [drawn(), drawn({ seed: 7 }, moved)];
    const others = [
      drawn({}, { code: 'def total(self): ...' }),
      drawn({ modelHash: 'other' }),
      drawn({ adapter: '0001' }),
      drawn({ promptVersion: 'reconstruction/1/ruby' }),
      drawn({ promptVersion: 'reconstruction/1' }),
    ];
    for (const record of [...wanted, ...others]) store.recordReconstruction(record);
    expect(store.reconstructionsOf(filter)).toMatchObject(wanted);
    expect(store.reconstructionsOf({ ...filter, code: 'def nothing(): ...' })).toEqual([]);
    expect(store.wasRebuilt(filter.code)).toBe(true);
    expect(store.wasRebuilt('def nothing(): ...')).toBe(false);
  });

  it('finds them by an index', () => {
    const store = temporaryStore();
    store.summary();
    const database = openSqlite(store.path);
    const plan = database
      .prepare("EXPLAIN QUERY PLAN SELECT id FROM subject WHERE code_hash = 'a'")
      .all();
    expect(plan).toEqual([
      expect.objectContaining({ detail: expect.stringContaining('subject_by_code') }),
    ]);
    database.close();
  });
});

describe('groups', () => {
  const policy: RolloutFilter = {
    modelHash: 'b179c9',
    adapter: null,
    documentationPrompt: 'documentation/1',
    reconstructionPrompt: 'reconstruction/1',
  };

  it('gathers the docs of a function with the rewards of their reconstructions', () => {
    const store = temporaryStore();
    const first = store.recordDocumentation(aDocumentation({ doc: 'first' }));
    const second = store.recordDocumentation(aDocumentation({ doc: 'second' }));
    const other = aSubject({ qualifiedName: 'Basket.count' });
    const third = store.recordDocumentation(aDocumentation({ doc: 'third', subject: other }));
    for (const reward of [0.1 + 0.2, null, -0.2]) {
      store.recordReconstruction(aReconstruction({ documentationId: first, reward }));
    }
    store.recordReconstruction(aReconstruction({ documentationId: third, reward: 1 }));
    expect(store.groups(policy)).toEqual([
      {
        subject: aSubject(),
        docs: [
          { id: first, doc: 'first', rewards: [0.1 + 0.2, null, -0.2] },
          { id: second, doc: 'second', rewards: [] },
        ],
      },
      { subject: other, docs: [{ id: third, doc: 'third', rewards: [1] }] },
    ]);
  });

  it.each<[string, Partial<GenerationFacts>, number]>([
    ['of the policy', {}, 1],
    ['under the very version', { promptVersion: 'documentation/1' }, 1],
    ['of another model', { modelHash: 'cafe' }, 0],
    ['of an adapter', { adapter: '0001' }, 0],
    ['under another prompt', { promptVersion: 'documentation/12/python/plain' }, 0],
  ])('a doc %s: %o -> %i', (_, facts, groups) => {
    const store = temporaryStore();
    store.recordDocumentation(aDocumentation({ generation: aGeneration(facts) }));
    expect(store.groups(policy)).toHaveLength(groups);
  });

  it('leaves out failed docs, and rewards that another policy or prompt earned', () => {
    const store = temporaryStore();
    store.recordDocumentation(aDocumentation({ doc: null, failure: 'empty-reply' }));
    const id = store.recordDocumentation(aDocumentation());
    for (const facts of [{ promptVersion: 'reconstruction/2/python' }, { adapter: '0001' }]) {
      const promptVersion = 'reconstruction/1/python';
      const generation = aGeneration({ promptVersion, ...facts });
      store.recordReconstruction(aReconstruction({ documentationId: id, generation }));
    }
    expect(store.groups(policy).map(({ docs }) => docs)).toMatchObject([[{ id, rewards: [] }]]);
  });

  it('does not mix docs that were asked for in different styles', () => {
    const store = temporaryStore();
    for (const promptVersion of ['documentation/1/python/google', 'documentation/1/python/numpy']) {
      store.recordDocumentation(aDocumentation({ generation: aGeneration({ promptVersion }) }));
    }
    expect(store.groups(policy).map(({ docs }) => docs.length)).toEqual([1, 1]);
  });
});

describe('a store', () => {
  it('counts what it holds, and holds it when opened again', () => {
    const directory = temporaryDirectory();
    const store = temporaryStore(directory);
    const id = store.recordDocumentation(aDocumentation());
    store.recordReconstruction(aReconstruction({ documentationId: id }));
    store.recordReconstruction(aReconstruction({ documentationId: id }));
    store.recordVerdict(id, 'accepted');
    store.dispose();
    const { bytes, ...counts } = temporaryStore(directory).summary();
    expect(counts).toEqual({
      path: store.path,
      documentations: 1,
      reconstructions: 2,
      verdicts: 1,
    });
    expect(bytes).toBeGreaterThan(0);
  });

  it('is used by several windows at once', () => {
    const directory = temporaryDirectory();
    const [one, other] = [temporaryStore(directory), temporaryStore(directory)];
    const id = one.recordDocumentation(aDocumentation());
    other.recordVerdict(id, 'accepted');
    expect(one.documentation(id)?.verdicts).toHaveLength(1);
  });
});
