import type { DatabaseSync } from 'node:sqlite';

/** What the store holds, or held, of some repositories. */
export interface RepositoryRecords {
  /** Functions, each in every state that was recorded. */
  readonly functions: number;
  readonly documentations: number;
  readonly reconstructions: number;
  readonly verdicts: number;
}

/** The rows of one repository in each table; what stands first is deleted first. */
const rows = {
  verdict: `documentation_id IN (SELECT id FROM documentation WHERE subject_id IN ${ofRepository()})`,
  reconstruction: `subject_id IN ${ofRepository()} OR documentation_id IN
    (SELECT id FROM documentation WHERE subject_id IN ${ofRepository()})`,
  documentation: `subject_id IN ${ofRepository()}`,
  subject: 'repository = :repository',
} as const;

export function selectRepositoryRecords(
  connection: DatabaseSync,
  repositories: readonly string[],
): RepositoryRecords {
  const count = (table: keyof typeof rows) => {
    const statement = connection.prepare(`SELECT count(*) AS n FROM ${table} WHERE ${rows[table]}`);
    return repositories.reduce(
      (sum, one) => sum + Number(statement.get({ repository: one })?.n),
      0,
    );
  };
  return {
    functions: count('subject'),
    documentations: count('documentation'),
    reconstructions: count('reconstruction'),
    verdicts: count('verdict'),
  };
}

/**
 * Deletes all records of these repositories, by way of the one exception to "append-only": the
 * triggers that refuse it are away within the transaction that this is called in.
 * @returns what was there.
 */
export function deleteRepositories(
  connection: DatabaseSync,
  repositories: readonly string[],
): RepositoryRecords {
  const removed = selectRepositoryRecords(connection, repositories);
  const triggers = connection
    .prepare(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%_refuses_delete'",
    )
    .all();
  for (const { name } of triggers) connection.exec(`DROP TRIGGER ${name}`);
  for (const repository of repositories) {
    for (const [table, condition] of Object.entries(rows)) {
      connection.prepare(`DELETE FROM ${table} WHERE ${condition}`).run({ repository });
    }
  }
  connection.exec(`DELETE FROM generation WHERE id NOT IN (
    SELECT generation_id FROM documentation UNION ALL SELECT generation_id FROM reconstruction)`);
  for (const { sql } of triggers) connection.exec(String(sql));
  return removed;
}

/**
 * Makes sure that nothing of what was deleted can be read in the file or its journal. What is deleted
 * with `secure_delete` on is overwritten; this gives its space back and empties the journal.
 * @throws SQLite's error, as when the disk is full: the records are gone all the same.
 */
export function giveSpaceBack(connection: DatabaseSync): void {
  connection.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
}

function ofRepository(): string {
  return '(SELECT id FROM subject WHERE repository = :repository)';
}
