import { mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { RoundtripError } from '../common/errors.ts';
import { migrations } from './migrations.ts';
import { openSqlite } from './sqlite.ts';
import { isDamage, storeError, unwritable } from './storeError.ts';

/** How long a write waits for other windows and the command line; it blocks this thread. */
const busyTimeoutMs = 2_500;

/** An open database and which file it is, to notice when another one takes its place. */
export interface OpenDatabase {
  readonly connection: DatabaseSync;
  readonly fileId: bigint | null;
}

/** `verify` reads all of the file: slow, so only once damage was met. */
export type Check = 'header' | 'verify';

/**
 * Opens the database at `path` at the newest schema, creating it and its folder where missing. A
 * damaged file is moved aside whole, `onMovedAside` is told where, and a fresh one is opened.
 * @throws RoundtripError `store-newer` (the file is left as it is), `store-locked`, `disk-full`,
 * `file-read-only`, `file-unreadable`.
 */
export function openDatabase(
  path: string,
  onMovedAside: (movedTo: string) => void,
  check: Check = 'header',
): OpenDatabase {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw unwritable(path, error);
  }
  try {
    return alone(path, () => {
      try {
        return open(path, check);
      } catch (error) {
        if (!isDamage(error)) throw error;
      }
      onMovedAside(moveAside(path));
      return open(path, 'header');
    });
  } catch (error) {
    throw storeError(error, path);
  }
}

/** Which file stands at `path`; null where there is none. */
export function fileId(path: string): bigint | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}

/** Runs `work` in one transaction that no other writer can come between. */
export function inTransaction<T>(connection: DatabaseSync, work: () => T): T {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      connection.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself, as it does when the disk is full.
    }
    throw error;
  }
}

/** Applies those of `steps` that the database has not seen, all or none. */
export function migrate(connection: DatabaseSync, steps = migrations): void {
  inTransaction(connection, () => {
    for (const step of steps.slice(version(connection))) connection.exec(step);
    connection.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

function open(path: string, check: Check): OpenDatabase {
  const connection = openSqlite(path);
  try {
    connection.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}; PRAGMA synchronous = NORMAL`);
    // Before anything is written: a database from a newer version must stay as it is.
    requireKnown(connection, path);
    connection.exec('PRAGMA journal_mode = WAL');
    if (check === 'verify') verify(connection);
    if (version(connection) < migrations.length) migrate(connection);
    return { connection, fileId: fileId(path) };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function version(connection: DatabaseSync): number {
  return Number(connection.prepare('PRAGMA user_version').get()?.user_version);
}

/** @throws RoundtripError `store-newer` for a database that a newer version has migrated. */
function requireKnown(connection: DatabaseSync, path: string): void {
  const known = migrations.length;
  const found = version(connection);
  if (found <= known) return;
  throw new RoundtripError(
    'store-newer',
    `The records in ${path} were written by a newer version of Roundtrip. Update Roundtrip, or choose another data folder.`,
    { path, found, known },
  );
}

/** @throws an error that `isDamage` knows, if a page of the database is damaged. */
function verify(connection: DatabaseSync): void {
  const result = connection.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (result !== 'ok') throw Object.assign(new Error(String(result)), { errcode: 11 });
}

/**
 * Runs `work` while no other process opens the database or moves it aside. A connection finds its
 * journal by name, so one that was opened on a damaged file must not meet the fresh one's; and two
 * processes that switch to WAL at once would fail without waiting for each other. SQLite's own lock
 * on a file beside the database is the lock: it ends with its process, however that ends.
 */
function alone<T>(path: string, work: () => T): T {
  const lock = openSqlite(`${path}.lock`);
  try {
    lock.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}; BEGIN EXCLUSIVE`);
    return work();
  } finally {
    lock.close();
  }
}

/** Renames the database with its -wal and -shm. */
function moveAside(path: string): string {
  const movedTo = `${path}.corrupt-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  try {
    for (const suffix of ['-wal', '-shm']) {
      if (fileId(path + suffix) !== null) renameSync(path + suffix, movedTo + suffix);
    }
    renameSync(path, movedTo);
    return movedTo;
  } catch (error) {
    throw new RoundtripError(
      'file-unreadable',
      `The records in ${path} are damaged and can't be moved aside while another program uses them. Close other windows and try again.`,
      { path },
      { cause: error },
    );
  }
}
