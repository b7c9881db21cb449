import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { RewardParts } from '../../reward/types.ts';
import { generationOf, type Row, selectVerdicts, subjectColumns, subjectOf } from '../reads.ts';
import type {
  RecordedDocumentation,
  RecordedGroup,
  RecordedReconstruction,
} from './recordedGroup.ts';

/** What the docs of a group have in common, as a row of the database. */
export type GroupKey = Readonly<Record<string, SQLInputValue>>;

const policy = 'model_hash = :model_hash AND adapter IS :adapter';
const sampling =
  'temperature = :temperature AND top_k = :top_k AND top_p = :top_p AND min_p = :min_p';

/** The keys of all groups, oldest function first. @param repository null for all. */
export function selectGroupKeys(connection: DatabaseSync, repository: string | null): GroupKey[] {
  return connection
    .prepare(`
      SELECT subject_id, prompt_version, model_hash, adapter, temperature, top_k, top_p, min_p
      FROM documentation
      JOIN subject ON subject.id = subject_id
      JOIN generation ON generation.id = generation_id
      WHERE :repository IS NULL OR repository = :repository
      GROUP BY subject_id, prompt_version, model_hash, adapter, temperature, top_k, top_p, min_p
      ORDER BY subject_id, min(documentation.id)`)
    .all({ repository }) as GroupKey[];
}

export function selectGroup(connection: DatabaseSync, key: GroupKey): RecordedGroup {
  const rows = connection
    .prepare(`
      SELECT ${subjectColumns}, code_hash, generation.*, documentation.*
      FROM documentation
      JOIN subject ON subject.id = subject_id
      JOIN generation ON generation.id = generation_id
      WHERE subject_id = :subject_id AND prompt_version = :prompt_version AND ${policy}
        AND ${sampling}
      ORDER BY documentation.id`)
    .all(key);
  const [first] = rows;
  if (!first) throw new Error('A group of rollouts is gone, though records are append-only.');
  return {
    id: Number(first.id),
    subject: subjectOf(first),
    codeHash: String(first.code_hash),
    baselineRewards: selectBaseline(connection, key),
    documentations: rows.map((row) => documentationOf(connection, row)),
  };
}

/** Every function's code once, oldest first. */
export function selectCodes(connection: DatabaseSync): string[] {
  return connection
    .prepare('SELECT code FROM subject GROUP BY code_hash ORDER BY min(id)')
    .all()
    .map(({ code }) => String(code));
}

function documentationOf(connection: DatabaseSync, row: Row): RecordedDocumentation {
  const id = Number(row.id);
  return {
    id,
    createdAt: Number(row.created_at),
    generation: generationOf(row),
    doc: row.doc as string | null,
    failure: row.failure as string | null,
    verdicts: selectVerdicts(connection, id),
    reconstructions: connection
      .prepare(`
        SELECT generation.*, reconstruction.*
        FROM reconstruction
        JOIN generation ON generation.id = generation_id
        WHERE documentation_id = ?
        ORDER BY reconstruction.id`)
      .all(id)
      .map(reconstructionOf),
  };
}

function reconstructionOf(row: Row): RecordedReconstruction {
  return {
    id: Number(row.id),
    generation: generationOf(row),
    code: row.code as string | null,
    reward: row.reward as number | null,
    similarity: row.similarity as number | null,
    parts: JSON.parse(String(row.parts)) as RewardParts,
    failure: row.failure as string | null,
  };
}

function selectBaseline(
  connection: DatabaseSync,
  { subject_id, model_hash, adapter }: GroupKey,
): number[] {
  return connection
    .prepare(`
      SELECT reward FROM reconstruction JOIN generation ON generation.id = generation_id
      WHERE subject_id = :subject_id AND documentation_id IS NULL AND doc = ''
        AND reward IS NOT NULL AND ${policy}
      ORDER BY reconstruction.id`)
    .all({ subject_id, model_hash, adapter } as GroupKey)
    .map(({ reward }) => Number(reward));
}
