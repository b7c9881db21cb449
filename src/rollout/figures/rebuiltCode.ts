import type { DatabaseSync } from 'node:sqlite';

/** Which reconstruction a judgement was made on. */
export interface RebuiltKey {
  readonly codeHash: string;
  readonly modelHash: string;
  readonly adapter: string | null;
  readonly doc: string;
}

/** The function as it was, and the most likely code that a policy rebuilt from a doc. */
export interface RebuiltCode {
  readonly original: string;
  /** Null where no code came. */
  readonly code: string | null;
}

/** The last one that was drawn, or null where the store does not hold it (any more). */
export function selectRebuiltCode(connection: DatabaseSync, key: RebuiltKey): RebuiltCode | null {
  const row = connection
    .prepare(`
      SELECT subject.code AS original, reconstruction.code AS code
      FROM subject
      JOIN reconstruction ON subject_id = subject.id
      JOIN generation ON generation.id = generation_id
      WHERE code_hash = :codeHash AND model_hash = :modelHash AND adapter IS :adapter
        AND doc = :doc AND temperature = 0
      ORDER BY reconstruction.id DESC
      LIMIT 1`)
    .get({ ...key });
  return row ? { original: String(row.original), code: row.code as string | null } : null;
}
