/**
 * One window, or one `roundtrip learn`, works in the background at a time: it holds a lease in a
 * database that all of them share, and the others read there what it does.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Disposable } from '../common/disposable.ts';
import { isRunning } from '../common/lock.ts';
import { openSqlite } from '../rollout/sqlite.ts';

/** A leader that has not been heard of for this long is gone. */
const leaseMs = 20_000;

/** What the others are told of the leader. */
export interface LeaderState {
  readonly process: number;
  readonly repository: string;
  /** `rollouts`, `training`, or empty while it waits. */
  readonly text: string;
}

interface Row {
  readonly owner: string;
  readonly process: number;
  readonly until: number;
}

export class LeaderLease implements Disposable {
  private readonly id = randomUUID();
  private database: DatabaseSync | null = null;

  /** @param now milliseconds since 1970. */
  constructor(
    private readonly dataDirectory: string,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Takes the lease or renews it, and tells the others what this process does.
   * @returns whether it is this process's now. @throws the database's error.
   */
  hold(repository: string, text: string): boolean {
    return this.exclusively((database) => {
      const row = database.prepare('SELECT owner, process, until FROM leader').get();
      if (row && this.isTaken(row as unknown as Row)) return false;
      database.prepare('DELETE FROM leader').run();
      database
        .prepare('INSERT INTO leader VALUES (?, ?, ?, ?, ?)')
        .run(this.id, process.pid, this.now() + leaseMs, repository, text);
      return true;
    });
  }

  /** The leader, if it is another process and still there. */
  other(): LeaderState | null {
    const row = this.open()
      .prepare('SELECT owner, process, until, repository, text FROM leader')
      .get() as unknown as (Row & LeaderState) | undefined;
    if (!row || !this.isTaken(row)) return null;
    const { process: owner, repository, text } = row;
    return { process: owner, repository, text };
  }

  /** Gives the lease up, if it was this process's. */
  dispose(): void {
    try {
      this.database?.prepare('DELETE FROM leader WHERE owner = ?').run(this.id);
      this.database?.close();
    } catch {
      // It ends by itself soon.
    }
    this.database = null;
  }

  /** Whether it is another's: a lease that lasts impossibly long was given before the clock jumped. */
  private isTaken({ owner, process: pid, until }: Row): boolean {
    const left = until - this.now();
    return owner !== this.id && left > 0 && left <= leaseMs && isRunning(pid);
  }

  private exclusively<T>(work: (database: DatabaseSync) => T): T {
    const database = this.open();
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work(database);
      database.exec('COMMIT');
      return result;
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }

  private open(): DatabaseSync {
    if (this.database) return this.database;
    const folder = join(this.dataDirectory, 'learning');
    mkdirSync(folder, { recursive: true });
    const database = openSqlite(join(folder, 'leader.db'));
    database.exec('PRAGMA busy_timeout = 1000');
    database.exec(
      'CREATE TABLE IF NOT EXISTS leader (owner TEXT, process INTEGER, until INTEGER, repository TEXT, text TEXT)',
    );
    this.database = database;
    return database;
  }
}
