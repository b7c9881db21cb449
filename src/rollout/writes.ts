import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { codeHash } from './codeHash.ts';
import { encodeTokens } from './tokenBlob.ts';
import type {
  DocumentationRecord,
  GenerationFacts,
  ReconstructionRecord,
  Subject,
  Verdict,
} from './types.ts';

/** @returns the id of the new record. Like the other writes, to be called in a transaction. */
export function insertDocumentation(
  connection: DatabaseSync,
  { subject, generation, doc, failure }: DocumentationRecord,
  createdAt = Date.now(),
): number {
  return insert(connection, 'documentation', {
    subject_id: subjectId(connection, subject),
    generation_id: insertGeneration(connection, generation, createdAt),
    doc,
    failure,
  });
}

/** The link to a documentation that is not in this database (any more) is left out. */
export function insertReconstruction(
  connection: DatabaseSync,
  { subject, generation, documentationId, parts, ...rest }: ReconstructionRecord,
  createdAt = Date.now(),
): number {
  const isKnown = documentationId !== null && hasDocumentation(connection, documentationId);
  return insert(connection, 'reconstruction', {
    subject_id: subjectId(connection, subject),
    generation_id: insertGeneration(connection, generation, createdAt),
    documentation_id: isKnown ? documentationId : null,
    doc: rest.doc,
    code: rest.code,
    reward: rest.reward,
    similarity: rest.similarity,
    parts: JSON.stringify(parts),
    failure: rest.failure,
  });
}

/** A verdict on a documentation that is not in this database (any more) has nothing to stand beside. */
export function insertVerdict(
  connection: DatabaseSync,
  documentationId: number,
  verdict: Verdict,
  editedDoc: string | undefined,
): void {
  if (!hasDocumentation(connection, documentationId)) return;
  insert(connection, 'verdict', {
    created_at: Date.now(),
    documentation_id: documentationId,
    verdict,
    edited_doc: editedDoc ?? null,
  });
}

function insertGeneration(
  connection: DatabaseSync,
  facts: GenerationFacts,
  createdAt: number,
): number {
  return insert(connection, 'generation', {
    created_at: createdAt,
    model: facts.model,
    model_hash: facts.modelHash,
    adapter: facts.adapter,
    prompt_version: facts.promptVersion,
    temperature: facts.temperature,
    top_k: facts.topK,
    top_p: facts.topP,
    min_p: facts.minP,
    seed: facts.seed,
    prompt_tokens: encodeTokens(facts.promptTokens),
    completion_tokens: encodeTokens(facts.completionTokens),
    stop_reason: facts.stopReason,
    milliseconds: facts.milliseconds,
  });
}

/** The row of this function in this state, made on its first record. */
function subjectId(connection: DatabaseSync, subject: Subject): number {
  const key = {
    repository: subject.repository,
    path: subject.path,
    qualified_name: subject.qualifiedName,
    code_hash: codeHash(subject.code),
    language: subject.language,
    signature: subject.signature,
  };
  const matches = Object.keys(key).map((column) => `${column} = :${column}`);
  const known = prepared(connection, `SELECT id FROM subject WHERE ${matches.join(' AND ')}`).get(
    key,
  );
  return known ? Number(known.id) : insert(connection, 'subject', { ...key, code: subject.code });
}

function hasDocumentation(connection: DatabaseSync, id: number): boolean {
  return prepared(connection, 'SELECT 1 FROM documentation WHERE id = ?').get(id) !== undefined;
}

function insert(
  connection: DatabaseSync,
  table: string,
  row: Readonly<Record<string, SQLInputValue>>,
): number {
  const columns = Object.keys(row);
  // node:sqlite binds an empty Uint8Array as NULL.
  const values = Object.entries(row).map(([column, value]) =>
    value instanceof Uint8Array ? `coalesce(:${column}, x'')` : `:${column}`,
  );
  const statement = prepared(
    connection,
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`,
  );
  return Number(statement.run(row).lastInsertRowid);
}

const statements = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** Parsing a statement takes longer than inserting a row by it. */
function prepared(connection: DatabaseSync, sql: string): StatementSync {
  const known = statements.get(connection) ?? new Map<string, StatementSync>();
  statements.set(connection, known);
  const statement = known.get(sql) ?? connection.prepare(sql);
  known.set(sql, statement);
  return statement;
}
