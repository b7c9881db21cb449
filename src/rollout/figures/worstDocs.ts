import type { DatabaseSync } from 'node:sqlite';
import { type FigureScope, ofDrawnDocs, subjectInScope } from './scope.ts';

/** A documentation from which the code is rebuilt badly. */
export interface WorstDoc {
  readonly subjectId: number;
  /** One of its reconstructions, the worst. */
  readonly reconstructionId: number;
  readonly path: string;
  readonly qualifiedName: string;
  readonly language: string;
  readonly doc: string;
  readonly meanReward: number;
  readonly reconstructions: number;
  readonly createdAt: number;
}

/** Of each function its newest documentation that was judged; those of the lowest reward first. */
export function selectWorstDocs(
  connection: DatabaseSync,
  { repository }: FigureScope,
  limit: number,
): WorstDoc[] {
  return connection
    .prepare(`
      WITH judged AS (
        SELECT subject_id, documentation_id, avg(reward) AS mean, count(*) AS n
        FROM reconstruction WHERE ${ofDrawnDocs}
        GROUP BY subject_id, documentation_id
      ), newest AS (
        -- Of a group with max(), SQLite takes the other columns from the row that has it.
        SELECT subject_id, max(documentation_id) AS documentation_id, mean, n, repository, path,
          qualified_name, language
        FROM judged JOIN subject ON subject.id = subject_id
        WHERE ${subjectInScope}
        GROUP BY repository, path, qualified_name
        ORDER BY mean, documentation_id
        LIMIT :limit
      )
      SELECT newest.*, documentation.doc, created_at,
        (SELECT id FROM reconstruction WHERE documentation_id = newest.documentation_id
          AND reward IS NOT NULL ORDER BY reward LIMIT 1) AS reconstruction_id
      FROM newest
      JOIN documentation ON documentation.id = newest.documentation_id
      JOIN generation ON generation.id = generation_id
      ORDER BY mean, newest.documentation_id`)
    .all({ repository, limit })
    .map((row) => ({
      subjectId: Number(row.subject_id),
      reconstructionId: Number(row.reconstruction_id),
      path: String(row.path),
      qualifiedName: String(row.qualified_name),
      language: String(row.language),
      doc: String(row.doc),
      meanReward: Number(row.mean),
      reconstructions: Number(row.n),
      createdAt: Number(row.created_at),
    }));
}
