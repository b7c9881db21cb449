import type { DatabaseSync } from 'node:sqlite';
import { isOfPolicy } from './reads.ts';
import type { FunctionVisit, RolloutFilter } from './types.ts';

/** What one policy drew for training, by function. */
export function selectVisits(
  connection: DatabaseSync,
  repository: string,
  filter: RolloutFilter,
): FunctionVisit[] {
  return connection
    .prepare(`
      SELECT code_hash, MAX(created_at) AS visited_at, COUNT(doc) AS docs,
        COUNT(reward) AS judged, AVG(reward * reward) - AVG(reward) * AVG(reward) AS variance
      FROM (
        SELECT code_hash, created_at, documentation.doc, (
          SELECT AVG(reward)
          FROM reconstruction JOIN generation ON generation.id = generation_id
          WHERE documentation_id = documentation.id AND ${isOfPolicy('reconstructionPrompt')}
        ) AS reward
        FROM subject
        JOIN documentation ON subject_id = subject.id
        JOIN generation ON generation.id = generation_id
        WHERE repository = :repository AND temperature = 1 AND ${isOfPolicy('documentationPrompt')}
      )
      GROUP BY code_hash
      ORDER BY visited_at`)
    .all({ repository, ...filter })
    .map((row) => ({
      codeHash: String(row.code_hash),
      visitedAt: Number(row.visited_at),
      docs: Number(row.docs),
      // Rounding may leave less than nothing.
      variance: Number(row.judged) < 2 ? null : Math.max(0, Number(row.variance)),
    }));
}
