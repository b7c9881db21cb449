import type { DatabaseSync } from 'node:sqlite';
import { type FigureScope, ofDrawnDocs, recordInScope, subjectInScope } from './scope.ts';

export interface Totals {
  readonly functions: number;
  readonly documentations: number;
  readonly reconstructions: number;
  /** Of what was rebuilt from docs that the model wrote; null where there is nothing yet. */
  readonly meanReward: number | null;
  /** When the first and the last of them were drawn, milliseconds since 1970. */
  readonly from: number | null;
  readonly to: number | null;
}

export function selectTotals(connection: DatabaseSync, { repository }: FigureScope): Totals {
  const one = (sql: string) => connection.prepare(sql).get({ repository }) ?? {};
  const functions = one(`
    SELECT count(*) AS n FROM (
      SELECT 1 FROM subject WHERE ${subjectInScope} GROUP BY repository, path, qualified_name)`);
  const docs = one(`SELECT count(*) AS n FROM documentation WHERE ${recordInScope}`);
  const codes = one(`SELECT count(*) AS n FROM reconstruction WHERE ${recordInScope}`);
  // Ids of generations rise with time.
  const judged = one(`
    SELECT mean, earliest.created_at AS first, latest.created_at AS last
    FROM (SELECT avg(reward) AS mean, min(generation_id) AS low, max(generation_id) AS high
      FROM reconstruction WHERE ${ofDrawnDocs} AND ${recordInScope})
    JOIN generation AS earliest ON earliest.id = low
    JOIN generation AS latest ON latest.id = high`);
  const orNull = (value: unknown) => (typeof value === 'number' ? value : null);
  return {
    functions: Number(functions.n),
    documentations: Number(docs.n),
    reconstructions: Number(codes.n),
    meanReward: orNull(judged.mean),
    from: orNull(judged.first),
    to: orNull(judged.last),
  };
}
