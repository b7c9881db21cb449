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
  const before = fileId(path);
  try {
    return open(path, check);
  } catch (error) {
    if (!isDamage(error)) throw storeError(error, path);
    // Another process may have replaced the damaged file since: then the new one is the one to use.
    const movedTo = before === fileId(path) ? moveAside(path) : null;
    if (movedTo) onMovedAside(movedTo);
  }
  try {
    return open(path, 'header');
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

/**
 * Brings the schema up to the last of `steps`.
 * @throws RoundtripError `store-newer` for a database that a newer version has written.
 */
export function migrate(connection: DatabaseSync, path: string, steps = migrations): void {
  if (version(connection, path, steps.length) === steps.length) return;
  inTransaction(connection, () => {
    // Read again under the lock: another process may have migrated in between.
    for (const step of steps.slice(version(connection, path, steps.length))) connection.exec(step);
    connection.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

function open(path: string, check: Check): OpenDatabase {
  const connection = openSqlite(path);
  try {
    connection.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    // Before anything is written: a database from a newer version must stay as it is.
    version(connection, path, migrations.length);
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    if (check === 'verify') verify(connection);
    migrate(connection, path);
    return { connection, fileId: fileId(path) };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function version(connection: DatabaseSync, path: string, known: number): number {
  const found = Number(connection.prepare('PRAGMA user_version').get()?.user_version);
  if (found > known) {
    throw new RoundtripError(
      'store-newer',
      `The records in ${path} were written by a newer version of Roundtrip. Update Roundtrip, or choose another data folder.`,
      { path, found, known },
    );
  }
  return found;
}

/** @throws an error that `isDamage` knows, if a page of the database is damaged. */
function verify(connection: DatabaseSync): void {
  const result = connection.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (result !== 'ok') throw Object.assign(new Error(String(result)), { errcode: 11 });
}

/** Renames the database with its -wal and -shm; null if another process was faster. */
function moveAside(path: string): string | null {
  const movedTo = `${path}.corrupt-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  try {
    for (const suffix of ['-wal', '-shm']) {
      if (fileId(path + suffix) !== null) renameSync(path + suffix, movedTo + suffix);
    }
    renameSync(path, movedTo);
    return movedTo;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new RoundtripError(
      'file-unreadable',
      `The records in ${path} are damaged and can't be moved aside while another program uses them. Close other windows and try again.`,
      { path },
      { cause: error },
    );
  }
}
