import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../src/rollout/database.ts';
import { migrations } from '../../../src/rollout/migrations.ts';
import { openSqlite } from '../../../src/rollout/sqlite.ts';
import { aDocumentation } from './records.ts';
import { temporaryDirectory, temporaryStore } from './temporaryStore.ts';

const versionOf = (database: DatabaseSync) =>
  database.prepare('PRAGMA user_version').get()?.user_version;

describe('migrations', () => {
  it('bring a new database to the newest version', () => {
    const store = temporaryStore();
    store.summary();
    const database = openSqlite(store.path);
    expect(versionOf(database)).toBe(migrations.length);
    database.close();
  });

  it('bring a database of version 1 to a later one and keep its records', () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'roundtrip.db');
    const database = openSqlite(path);
    migrate(database, migrations.slice(0, 1));
    expect(versionOf(database)).toBe(1);
    const id = temporaryStore(directory).recordDocumentation(aDocumentation());

    const later = [
      ...migrations.slice(0, 1),
      'ALTER TABLE documentation ADD COLUMN note TEXT',
      "CREATE VIEW noted AS SELECT id, coalesce(note, 'none') AS note FROM documentation",
    ];
    migrate(database, later);
    expect(versionOf(database)).toBe(3);
    expect(database.prepare('SELECT * FROM noted').all()).toEqual([{ id, note: 'none' }]);
    database.close();
  });

  it('are applied whole or not at all', () => {
    const database = openSqlite(':memory:');
    const steps = ['CREATE TABLE a (id)', 'CREATE TABLE b (id); CREATE TABLE a (id)'];
    expect(() => migrate(database, steps)).toThrow('already exists');
    expect(versionOf(database)).toBe(0);
    expect(database.prepare('SELECT name FROM sqlite_master').all()).toEqual([]);
    database.close();
  });

  it('refuse a database of a newer version and leave it as it is', () => {
    const store = temporaryStore();
    const database = openSqlite(store.path);
    database.exec('CREATE TABLE tomorrow (id); PRAGMA user_version = 1000');
    database.close();
    const before = readFileSync(store.path);
    expect(() => store.recordDocumentation(aDocumentation())).toThrow(
      expect.objectContaining({
        code: 'store-newer',
        message: expect.stringMatching(/newer version of Roundtrip\. Update/),
      }),
    );
    expect(readFileSync(store.path).equals(before)).toBe(true);
  });
});
