import type { DatabaseSync } from 'node:sqlite';

type Sqlite = typeof import('node:sqlite');

let loaded: Sqlite | undefined;

/**
 * Node's own SQLite, loaded on first use. Node prints "ExperimentalWarning: SQLite is an
 * experimental feature" while the module loads; that one warning is held back, because a terminal's
 * user can do nothing about it. A static import would load it before any code of ours could run.
 */
function sqlite(): Sqlite {
  loaded ??= withoutSqliteWarning(() => process.getBuiltinModule('node:sqlite'));
  return loaded;
}

/** Opens or creates the database file `path`. @throws an error of SQLite, see storeError.ts. */
export function openSqlite(path: string): DatabaseSync {
  return new (sqlite().DatabaseSync)(path);
}

function withoutSqliteWarning<T>(load: () => T): T {
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (rest[0] === 'ExperimentalWarning' && String(warning).includes('SQLite')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
