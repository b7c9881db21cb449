import type { DatabaseSync } from 'node:sqlite';
import { type FigureScope, subjectInScope } from './scope.ts';

export const rolloutOrders = ['time', 'reward', 'function', 'path', 'language', 'adapter'] as const;
export type RolloutOrder = (typeof rolloutOrders)[number];

/** Which rollouts are looked at, in which order. */
export interface RolloutQuery extends FigureScope {
  /** In the path or the function's name, whatever the case; empty for all. */
  readonly search: string;
  readonly language: string | null;
  /** An adapter's id, `none` for the model alone, or null for all. */
  readonly adapter: string | null;
  /** `failed`: no code came, or it can't be judged. */
  readonly outcome: 'all' | 'judged' | 'failed';
  readonly order: RolloutOrder;
  readonly descending: boolean;
}

/** A reconstruction, as a row of a list. */
export interface RolloutRow {
  readonly id: number;
  readonly createdAt: number;
  readonly path: string;
  readonly qualifiedName: string;
  readonly language: string;
  readonly adapter: string | null;
  readonly reward: number | null;
  readonly failure: string | null;
}

const columnOf: Readonly<Record<RolloutOrder, string>> = {
  time: 'reconstruction.id',
  reward: 'reward',
  function: 'qualified_name',
  path: 'path',
  language: 'language',
  adapter: 'adapter',
};

const outcomeOf: Readonly<Record<RolloutQuery['outcome'], string>> = {
  all: 'TRUE',
  judged: 'reward IS NOT NULL',
  failed: 'reward IS NULL',
};

/** The rows of a list from `offset` on, at most `limit`. */
export function selectRolloutRows(
  connection: DatabaseSync,
  query: RolloutQuery,
  offset: number,
  limit: number,
): RolloutRow[] {
  const direction = query.descending ? 'DESC' : 'ASC';
  // The rows of the page are found first: sorting must not drag all codes along.
  return connection
    .prepare(`
      WITH page AS (
        SELECT reconstruction.id AS found, row_number() OVER () AS place
        FROM (${found(query)}
          ORDER BY ${columnOf[query.order]} IS NULL, ${columnOf[query.order]} ${direction},
            reconstruction.id ${direction}
          LIMIT :limit OFFSET :offset) AS reconstruction
      )
      SELECT reconstruction.id, created_at, path, qualified_name, language, adapter, reward, failure
      FROM page
      JOIN reconstruction ON reconstruction.id = found
      JOIN subject ON subject.id = subject_id
      JOIN generation ON generation.id = generation_id
      ORDER BY place`)
    .all({ ...parametersOf(query), offset, limit })
    .map((row) => ({
      id: Number(row.id),
      createdAt: Number(row.created_at),
      path: String(row.path),
      qualifiedName: String(row.qualified_name),
      language: String(row.language),
      adapter: row.adapter as string | null,
      reward: row.reward as number | null,
      failure: row.failure as string | null,
    }));
}

/** How many rows the whole list has. */
export function countRollouts(connection: DatabaseSync, query: RolloutQuery): number {
  const sql = `SELECT count(*) AS n FROM (${found(query)})`;
  return Number(connection.prepare(sql).get(parametersOf(query))?.n);
}

function found({ adapter, order, outcome }: RolloutQuery): string {
  const needsGeneration = adapter !== null || order === 'adapter';
  return `
    SELECT reconstruction.id AS id FROM reconstruction
    JOIN subject ON subject.id = subject_id
    ${needsGeneration ? 'JOIN generation ON generation.id = generation_id' : ''}
    WHERE ${subjectInScope} AND ${outcomeOf[outcome]}
      AND (:language IS NULL OR language = :language)
      AND (:search = '' OR instr(lower(path || ' ' || qualified_name), lower(:search)) > 0)
      ${adapter === null ? '' : "AND coalesce(adapter, 'none') = :adapter"}`;
}

function parametersOf({ repository, language, search, adapter }: RolloutQuery) {
  return { repository, language, search, ...(adapter === null ? {} : { adapter }) };
}

/** The languages of the functions that were rolled out. */
export function selectLanguages(connection: DatabaseSync, { repository }: FigureScope): string[] {
  return connection
    .prepare(`SELECT DISTINCT language FROM subject WHERE ${subjectInScope} ORDER BY language`)
    .all({ repository })
    .map(({ language }) => String(language));
}
