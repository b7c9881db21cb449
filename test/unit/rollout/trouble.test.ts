import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../../src/rollout/sqlite.ts';
import { storeError } from '../../../src/rollout/storeError.ts';
import { aDocumentation, aReconstruction } from './records.ts';
import { temporaryDirectory, temporaryStore } from './temporaryStore.ts';

describe('a damaged database', () => {
  const damages: [string, (path: string) => void][] = [
    ['is no database', (path) => writeFileSync(path, 'not a database, '.repeat(1000))],
    ['was cut off', (path) => truncateSync(path, 4096 + 100)],
    ['has a damaged first page', (path) => damage(path, 100)],
  ];
  it.each(damages)('that %s is moved aside whole, and recording goes on', (_, harm) => {
    const directory = temporaryDirectory();
    const first = temporaryStore(directory);
    first.recordDocumentation(aDocumentation());
    first.dispose();
    harm(first.path);
    const harmed = readFileSync(first.path);

    const moved: string[] = [];
    const store = temporaryStore(directory, (movedTo) => moved.push(movedTo));
    const id = store.recordDocumentation(aDocumentation());
    expect(store.summary().documentations).toBe(1);
    expect(store.documentation(id)?.doc).toBe(aDocumentation().doc);
    expect(moved).toEqual([expect.stringContaining(`${store.path}.corrupt-`)]);
    expect(moved.map((path) => readFileSync(path).equals(harmed))).toEqual([true]);
  });

  it('takes along what only its -wal has after a crash', () => {
    const crashed = temporaryStore();
    const id = crashed.recordDocumentation(aDocumentation());
    const other = openSqlite(crashed.path);
    other.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    other.close();
    crashed.recordVerdict(id, 'edited', 'Only the -wal has me.');
    const directory = temporaryDirectory();
    for (const suffix of ['', '-wal']) {
      copyFileSync(crashed.path + suffix, join(directory, `roundtrip.db${suffix}`));
    }
    damage(join(directory, 'roundtrip.db'), 0);

    const moved: string[] = [];
    temporaryStore(directory, (movedTo) => moved.push(movedTo)).summary();
    expect(moved).toHaveLength(1);
    const files = readdirSync(directory).filter((name) => name.includes('.corrupt-'));
    const bytes = files.map((name) => readFileSync(join(directory, name), 'latin1')).join('');
    expect(bytes).toContain('Only the -wal has me.');
  });

  it('is noticed in a store that is open, and old ids name nothing in the fresh one', () => {
    const moved: string[] = [];
    const store = temporaryStore(undefined, (movedTo) => moved.push(movedTo));
    const docs = Array.from({ length: 50 }, (_, index) => `${index} `.repeat(500));
    const [lost = 0] = docs.map((doc) => store.recordDocumentation(aDocumentation({ doc })));
    const other = openSqlite(store.path);
    other.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    other.close();
    for (let page = 1; page < 40; page++) damage(store.path, page * 4096);

    store.recordVerdict(lost, 'accepted');
    store.recordReconstruction(aReconstruction({ documentationId: lost }));
    const fresh = store.recordDocumentation(aDocumentation());
    expect(moved).toHaveLength(1);
    expect(fresh).toBeGreaterThan(lost + docs.length);
    const { bytes: _, ...counts } = store.summary();
    expect(counts).toMatchObject({ documentations: 1, reconstructions: 1, verdicts: 0 });
    const { repository, path, qualifiedName } = aReconstruction().subject;
    expect(store.lastRoundTrip(repository, path, qualifiedName)?.documentationId).toBeNull();
  });

  it('that another window moved aside is let go of by this one', () => {
    const store = temporaryStore();
    store.recordDocumentation(aDocumentation());
    renameSync(store.path, `${store.path}.corrupt-by-another`);
    store.recordDocumentation(aDocumentation());
    store.dispose();
    const again = temporaryStore(join(store.path, '..'));
    expect(again.summary().documentations).toBe(1);
  });
});

describe('trouble is said in a sentence', () => {
  it('when another program holds the database locked for longer than a write waits', () => {
    const store = temporaryStore();
    const id = store.recordDocumentation(aDocumentation());
    const other = openSqlite(store.path);
    other.exec('BEGIN EXCLUSIVE');
    expect(() => store.recordVerdict(id, 'accepted')).toThrow(
      expect.objectContaining({
        code: 'store-locked',
        message: `Another program holds the records in ${store.path} locked. Close it, or try again in a moment.`,
      }),
    );
    other.exec('ROLLBACK');
    other.close();
    store.recordVerdict(id, 'accepted');
    expect(store.documentation(id)?.verdicts).toHaveLength(1);
  });

  it('when the folder can not be made, because a file stands in its place', () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    const store = temporaryStore(join(file, 'data'));
    expect(() => store.summary()).toThrow(
      expect.objectContaining({
        code: 'file-read-only',
        message: expect.stringContaining('choose another one'),
      }),
    );
  });

  it('when the database is read-only', () => {
    const database = openSqlite(join(temporaryDirectory(), 'a.db'));
    database.exec('PRAGMA query_only = on');
    expect(thrownBy(() => database.exec('CREATE TABLE a (id)'))).toMatchObject({
      code: 'file-read-only',
    });
    database.close();
  });

  it('when the disk is full', () => {
    const database = openSqlite(join(temporaryDirectory(), 'a.db'));
    database.exec('CREATE TABLE a (b); PRAGMA max_page_count = 2');
    expect(thrownBy(() => database.exec('INSERT INTO a VALUES (zeroblob(100000))'))).toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('Free some space'),
    });
    database.close();
  });

  it('but a mistake of the program stays what it is', () => {
    const mistake = new Error('no such table');
    expect(storeError(mistake, 'a.db')).toBe(mistake);
  });
});

it('makes the data folder where it is missing', () => {
  const directory = join(temporaryDirectory(), 'not', 'yet');
  temporaryStore(directory).summary();
  expect(existsSync(join(directory, 'roundtrip.db'))).toBe(true);
});

function damage(path: string, offset: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, offset, offset + 2000);
  writeFileSync(path, bytes);
}

/** What a person would see of the error that SQLite throws in `work`. */
function thrownBy(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return storeError(error, 'roundtrip.db');
  }
  throw new Error('Nothing was thrown.');
}
