import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../src/rollout/database.ts';
import { migrations } from '../../../src/rollout/migrations.ts';
import { openSqlite } from '../../../src/rollout/sqlite.ts';
import { insertDocumentation } from '../../../src/rollout/writes.ts';

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

  it('bring a database of version 1 to the newest and keep its records', () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'roundtrip.db');
    const database = openSqlite(path);
    migrate(database, migrations.slice(0, 1));
    expect(versionOf(database)).toBe(1);
    const id = insertDocumentation(database, aDocumentation());
    database.close();

    const store = temporaryStore(directory);
    expect(store.documentation(id)).toMatchObject(aDocumentation());
    store.dispose();
    expect(versionOf(openSqlite(path))).toBe(migrations.length);
  });

  it('are applied from where the database stands', () => {
    const database = openSqlite(':memory:');
    const steps = ['CREATE TABLE a (id)', "ALTER TABLE a ADD COLUMN note TEXT DEFAULT 'none'"];
    migrate(database, steps.slice(0, 1));
    database.exec('INSERT INTO a VALUES (1)');
    migrate(database, steps);
    migrate(database, steps);
    expect(versionOf(database)).toBe(2);
    expect(database.prepare('SELECT * FROM a').all()).toEqual([{ id: 1, note: 'none' }]);
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
