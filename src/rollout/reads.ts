import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { LanguageId } from '../parse/types.ts';
import type { RewardParts } from '../reward/types.ts';
import { codeHash } from './codeHash.ts';
import { decodeTokens } from './tokenBlob.ts';
import type {
  DrawFilter,
  GenerationFacts,
  ReconstructionFilter,
  RolloutFilter,
  RolloutGroup,
  StoredDocumentation,
  StoredReconstruction,
  StoredVerdict,
  Subject,
  Verdict,
} from './types.ts';

export type Row = Record<string, SQLOutputValue>;

/** What `subjectOf` reads; a reconstruction has a column `code` of its own. */
export const subjectColumns = `
  subject.repository, subject.path, subject.qualified_name, subject.language, subject.signature,
  subject.code AS original`;

// Of equal column names the last one selected wins: `id` is the record's, not the generation's.

/** What `reconstructionOf` reads. */
const reconstructionRows = `
  SELECT ${subjectColumns}, generation.*, reconstruction.*
  FROM reconstruction
  JOIN subject ON subject.id = subject_id
  JOIN generation ON generation.id = generation_id`;

export function selectDocumentation(
  connection: DatabaseSync,
  id: number,
): StoredDocumentation | null {
  const row = connection
    .prepare(`
      SELECT ${subjectColumns}, generation.*, documentation.*
      FROM documentation
      JOIN subject ON subject.id = subject_id
      JOIN generation ON generation.id = generation_id
      WHERE documentation.id = ?`)
    .get(id);
  if (!row) return null;
  return {
    id: Number(row.id),
    createdAt: Number(row.created_at),
    subject: subjectOf(row),
    generation: generationOf(row),
    doc: row.doc as string | null,
    failure: row.failure as string | null,
    verdicts: selectVerdicts(connection, id),
  };
}

export function selectDrawnDocumentation(
  connection: DatabaseSync,
  { code, sampling, ...policy }: DrawFilter,
): StoredDocumentation | null {
  const row = connection
    .prepare(`
      SELECT documentation.id
      FROM subject
      JOIN documentation ON subject_id = subject.id
      JOIN generation ON generation.id = generation_id
      WHERE code_hash = :codeHash AND model_hash = :modelHash AND adapter IS :adapter
        AND prompt_version = :promptVersion AND temperature = :temperature AND top_k = :topK
        AND top_p = :topP AND min_p = :minP AND seed = :seed
      ORDER BY documentation.id DESC
      LIMIT 1`)
    .get({ codeHash: codeHash(code), ...policy, ...sampling });
  return row ? selectDocumentation(connection, Number(row.id)) : null;
}

/** The latest reconstruction of the function of this name, whatever its code was then. */
export function selectLastRoundTrip(
  connection: DatabaseSync,
  { repository, path, qualifiedName }: Pick<Subject, 'repository' | 'path' | 'qualifiedName'>,
): StoredReconstruction | null {
  const row = connection
    .prepare(`
      ${reconstructionRows}
      WHERE repository = ? AND path = ? AND qualified_name = ?
      ORDER BY reconstruction.id DESC
      LIMIT 1`)
    .get(repository, path, qualifiedName);
  return row ? reconstructionOf(row) : null;
}

/** The reconstruction of this id, or null. */
export function selectReconstruction(
  connection: DatabaseSync,
  id: number,
): StoredReconstruction | null {
  const row = connection
    .prepare(`
      ${reconstructionRows}
      WHERE reconstruction.id = ?`)
    .get(id);
  return row ? reconstructionOf(row) : null;
}

export function selectWasRebuilt(connection: DatabaseSync, code: string): boolean {
  return (
    connection
      .prepare(`
      SELECT 1 FROM subject JOIN reconstruction ON subject_id = subject.id
      WHERE code_hash = ? LIMIT 1`)
      .get(codeHash(code)) !== undefined
  );
}

/** In the order drawn. */
export function selectReconstructions(
  connection: DatabaseSync,
  { code, ...policy }: ReconstructionFilter,
): StoredReconstruction[] {
  return connection
    .prepare(`
      ${reconstructionRows}
      WHERE code_hash = :codeHash AND model_hash = :modelHash AND adapter IS :adapter
        AND prompt_version = :promptVersion
      ORDER BY reconstruction.id`)
    .all({ codeHash: codeHash(code), ...policy })
    .map(reconstructionOf);
}

export function selectGroups(connection: DatabaseSync, filter: RolloutFilter): RolloutGroup[] {
  const rows = connection
    .prepare(`
      SELECT ${subjectColumns}, subject_id, prompt_version, documentation.id, documentation.doc,
        scored.id AS reconstruction_id, scored.reward
      FROM documentation
      JOIN subject ON subject.id = subject_id
      JOIN generation ON generation.id = generation_id
      LEFT JOIN (
        SELECT reconstruction.id, documentation_id, reward
        FROM reconstruction JOIN generation ON generation.id = generation_id
        WHERE ${isOfPolicy('reconstructionPrompt')}
      ) AS scored ON scored.documentation_id = documentation.id
      WHERE documentation.doc IS NOT NULL AND ${isOfPolicy('documentationPrompt')}
      ORDER BY subject_id, prompt_version, documentation.id, scored.id`)
    .all({ ...filter });
  const groups = new Map<string, { subject: Subject; docs: Map<number, RewardedDoc> }>();
  for (const row of rows) {
    const key = `${row.subject_id} ${row.prompt_version}`;
    const group = groups.get(key) ?? { subject: subjectOf(row), docs: new Map() };
    groups.set(key, group);
    const id = Number(row.id);
    const doc = group.docs.get(id) ?? { id, doc: String(row.doc), rewards: [] };
    group.docs.set(id, doc);
    if (row.reconstruction_id !== null) doc.rewards.push(row.reward as number | null);
  }
  return [...groups.values()].map(({ subject, docs }) => ({ subject, docs: [...docs.values()] }));
}

interface RewardedDoc {
  readonly id: number;
  readonly doc: string;
  readonly rewards: (number | null)[];
}

/** Every repository of which there are records, in the order of their names. */
export function selectRepositories(connection: DatabaseSync): string[] {
  return connection
    .prepare('SELECT DISTINCT repository FROM subject ORDER BY repository')
    .all()
    .map(({ repository }) => String(repository));
}

/** The number of records of each kind. */
export function selectCounts(connection: DatabaseSync) {
  const count = (table: string) =>
    Number(connection.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n);
  return {
    documentations: count('documentation'),
    reconstructions: count('reconstruction'),
    verdicts: count('verdict'),
  };
}

export function isOfPolicy(prompt: 'documentationPrompt' | 'reconstructionPrompt'): string {
  return `model_hash = :modelHash AND adapter IS :adapter
    AND (prompt_version = :${prompt}
      OR substr(prompt_version, 1, length(:${prompt}) + 1) = :${prompt} || '/')`;
}

export function selectVerdicts(connection: DatabaseSync, documentationId: number): StoredVerdict[] {
  return connection
    .prepare('SELECT * FROM verdict WHERE documentation_id = ? ORDER BY id')
    .all(documentationId)
    .map((row) => ({
      verdict: row.verdict as Verdict,
      editedDoc: row.edited_doc as string | null,
      createdAt: Number(row.created_at),
    }));
}

export function subjectOf(row: Row): Subject {
  return {
    repository: String(row.repository),
    path: String(row.path),
    qualifiedName: String(row.qualified_name),
    language: row.language as LanguageId,
    signature: String(row.signature),
    code: String(row.original),
  };
}

function reconstructionOf(row: Row): StoredReconstruction {
  return {
    id: Number(row.id),
    createdAt: Number(row.created_at),
    subject: subjectOf(row),
    generation: generationOf(row),
    documentationId: row.documentation_id as number | null,
    doc: String(row.doc),
    code: row.code as string | null,
    reward: row.reward as number | null,
    similarity: row.similarity as number | null,
    parts: JSON.parse(String(row.parts)) as RewardParts,
    failure: row.failure as string | null,
  };
}

export function generationOf(row: Row): GenerationFacts {
  return {
    model: String(row.model),
    modelHash: String(row.model_hash),
    adapter: row.adapter as string | null,
    promptVersion: String(row.prompt_version),
    temperature: Number(row.temperature),
    topK: Number(row.top_k),
    topP: Number(row.top_p),
    minP: Number(row.min_p),
    seed: Number(row.seed),
    promptTokens: decodeTokens(row.prompt_tokens as Uint8Array),
    completionTokens: decodeTokens(row.completion_tokens as Uint8Array),
    stopReason: String(row.stop_reason),
    milliseconds: Number(row.milliseconds),
  };
}
