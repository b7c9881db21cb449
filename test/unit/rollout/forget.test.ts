import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../../src/rollout/sqlite.ts';
import type { RolloutStore } from '../../../src/rollout/store.ts';
import { aDocumentation, aReconstruction, aSubject } from './records.ts';
import { temporaryDirectory, temporaryStore } from './temporaryStore.ts';

/** A function with two docs, three reconstructions and a verdict, all with a mark in their texts. */
function record(store: RolloutStore, repository: string, mark: string): void {
  const subject = aSubject({
    repository,
    path: `${mark}.py`,
    code: `def ${mark}():\n    return 1\n`,
  });
  const documentation = aDocumentation({ subject, doc: `Doc of ${mark}.` });
  const documentationId = store.recordDocumentation(documentation);
  store.recordDocumentation(documentation);
  const code = `def ${mark}(): return "rebuilt"`;
  for (const id of [documentationId, documentationId, null]) {
    store.recordReconstruction(aReconstruction({ subject, documentationId: id, code }));
  }
  store.recordVerdict(documentationId, 'edited', `Edited doc of ${mark}.`);
}

const ofOne = { functions: 1, documentations: 2, reconstructions: 3, verdicts: 1 };
const ofNone = { functions: 0, documentations: 0, reconstructions: 0, verdicts: 0 };

describe('a repository that is forgotten', () => {
  it('is gone with all its records, and the others are not', () => {
    const store = temporaryStore();
    record(store, '/work/shop', 'alpha');
    record(store, '/work/other', 'beta');
    expect(store.recordsOf(['/work/shop'])).toEqual(ofOne);
    expect(store.forget(['/work/shop'])).toEqual(ofOne);
    expect(store.recordsOf(['/work/shop'])).toEqual(ofNone);
    expect(store.recordsOf(['/work/other'])).toEqual(ofOne);
    expect(store.repositories()).toEqual(['/work/other']);
    expect(store.codes()).toEqual(['def beta():\n    return 1\n']);
  });

  it('leaves no generation and no broken reference behind', () => {
    const store = temporaryStore();
    record(store, '/work/shop', 'alpha');
    record(store, '/work/other', 'beta');
    store.forget(['/work/shop']);
    const connection = openSqlite(store.path);
    expect(connection.prepare('SELECT count(*) AS n FROM generation').get()?.n).toBe(5);
    expect(connection.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    connection.close();
  });

  it('can’t be read in any file of the store, while another window has it open', () => {
    const directory = temporaryDirectory();
    const store = temporaryStore(directory);
    const window = temporaryStore(directory);
    record(store, '/work/shop', 'alphaalpha');
    for (let index = 0; index < 50; index++) record(store, '/work/other', `beta${index}`);
    window.summary();
    expect(bytesOf(directory)).toContain('alphaalpha');
    store.forget(['/work/shop']);
    expect(bytesOf(directory)).not.toContain('alphaalpha');
    expect(bytesOf(directory)).not.toContain('/work/shop');
    expect(bytesOf(directory)).toContain('beta49');
    expect(window.recordsOf(['/work/other'])).toMatchObject({ functions: 50 });
  });

  it('can be recorded again, and its records are append-only as before', () => {
    const store = temporaryStore();
    record(store, '/work/shop', 'alpha');
    store.forget(['/work/shop']);
    record(store, '/work/shop', 'alpha');
    expect(store.recordsOf(['/work/shop'])).toEqual(ofOne);
    const connection = openSqlite(store.path);
    for (const table of ['verdict', 'reconstruction', 'documentation', 'generation', 'subject']) {
      expect(() => connection.exec(`DELETE FROM ${table}`)).toThrow('append-only');
    }
    connection.close();
  });

  it('of which there is nothing changes nothing', () => {
    const store = temporaryStore();
    record(store, '/work/other', 'beta');
    expect(store.forget(['/work/shop'])).toEqual(ofNone);
    expect(store.recordsOf(['/work/other'])).toEqual(ofOne);
  });
});

/** All that stands in the files of a folder. */
function bytesOf(directory: string): string {
  return readdirSync(directory)
    .map((name) => readFileSync(join(directory, name), 'latin1'))
    .join('\n');
}
