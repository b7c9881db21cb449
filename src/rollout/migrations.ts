/**
 * The schema of `roundtrip.db`, which the trainer reads too. `PRAGMA user_version` counts the
 * migrations that were applied. Never change one that was released: append the next.
 *
 *   subject         a function as it was at one time; its code is kept once for all its records
 *   generation      one request to the model and what came back: one row for each documentation
 *                   and each reconstruction
 *   documentation   a doc drawn for a subject; `doc` is null where `failure` holds an error code
 *   reconstruction  a code rebuilt from a doc; `documentation_id` is null where the doc was
 *                   already in the file, so the doc's text is kept here as well
 *   verdict         what the person did with a documentation
 *
 * Times are milliseconds since 1970 in UTC. Tokens are signed 32-bit integers, little-endian
 * (tokenBlob.ts). `parts` is a JSON object of numbers. Rewards are null where the pair could not be
 * judged. Records are append-only: triggers refuse to change or delete them. Ids of documentations
 * start at the time the database was made, in microseconds, so that an id that a window got before a damaged database
 * was replaced is unknown in the new one rather than another record's.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE subject (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    repository     TEXT NOT NULL,
    path           TEXT NOT NULL,
    qualified_name TEXT NOT NULL,
    code_hash      TEXT NOT NULL,
    language       TEXT NOT NULL,
    signature      TEXT NOT NULL,
    code           TEXT NOT NULL,
    UNIQUE (repository, path, qualified_name, code_hash, language, signature)
  ) STRICT;

  CREATE TABLE generation (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at        INTEGER NOT NULL,
    model             TEXT NOT NULL,
    model_hash        TEXT NOT NULL,
    adapter           TEXT,
    prompt_version    TEXT NOT NULL,
    temperature       REAL NOT NULL,
    top_k             INTEGER NOT NULL,
    top_p             REAL NOT NULL,
    min_p             REAL NOT NULL,
    seed              INTEGER NOT NULL,
    prompt_tokens     BLOB NOT NULL,
    completion_tokens BLOB NOT NULL,
    stop_reason       TEXT NOT NULL,
    milliseconds      REAL NOT NULL
  ) STRICT;

  CREATE TABLE documentation (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    subject_id    INTEGER NOT NULL REFERENCES subject,
    generation_id INTEGER NOT NULL UNIQUE REFERENCES generation,
    doc           TEXT,
    failure       TEXT
  ) STRICT;
  CREATE INDEX documentation_by_subject ON documentation (subject_id);
  INSERT INTO sqlite_sequence (name, seq)
    VALUES ('documentation', CAST(unixepoch('subsec') * 1000000 AS INTEGER));

  CREATE TABLE reconstruction (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    subject_id       INTEGER NOT NULL REFERENCES subject,
    generation_id    INTEGER NOT NULL UNIQUE REFERENCES generation,
    documentation_id INTEGER REFERENCES documentation,
    doc              TEXT NOT NULL,
    code             TEXT,
    reward           REAL,
    similarity       REAL,
    parts            TEXT NOT NULL,
    failure          TEXT
  ) STRICT;
  CREATE INDEX reconstruction_by_subject ON reconstruction (subject_id);
  CREATE INDEX reconstruction_by_documentation ON reconstruction (documentation_id);

  CREATE TABLE verdict (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    created_at       INTEGER NOT NULL,
    documentation_id INTEGER NOT NULL REFERENCES documentation,
    verdict          TEXT NOT NULL
                     CHECK (verdict IN ('accepted', 'discarded', 'asked-again', 'edited')),
    edited_doc       TEXT
  ) STRICT;
  CREATE INDEX verdict_by_documentation ON verdict (documentation_id);
  ${appendOnly('subject', 'generation', 'documentation', 'reconstruction', 'verdict')}
  `,
  // Reconstructions are looked up by the code they were compared with, whatever file it stood in.
  'CREATE INDEX subject_by_code ON subject (code_hash)',
  // Figures over all rollouts read these alone, not the texts and tokens beside them.
  `
  CREATE INDEX generation_figures ON generation (created_at, adapter, model_hash);
  CREATE INDEX reconstruction_figures
    ON reconstruction (subject_id, documentation_id, reward, generation_id);
  CREATE INDEX reconstruction_by_generation
    ON reconstruction (generation_id, reward, documentation_id, subject_id);
  DROP INDEX reconstruction_by_subject; -- reconstruction_figures begins as it did
  `,
];

function appendOnly(...tables: readonly string[]): string {
  return tables
    .flatMap((table) =>
      ['UPDATE', 'DELETE'].map(
        (action) => `
  CREATE TRIGGER ${table}_refuses_${action.toLowerCase()} BEFORE ${action} ON ${table}
    BEGIN SELECT RAISE(ABORT, 'records are append-only'); END;`,
      ),
    )
    .join('');
}
