import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { OracleFunction } from './oracleFunction.ts';
import { parsedBy } from './parsedBy.ts';

/** Functions as Python's `ast` finds them, by path; null without Python. */
export function pythonFunctions(paths: readonly string[]): Map<string, OracleFunction[]> | null {
  return parsedBy('python3', [join(import.meta.dirname, 'python_functions.py')], paths);
}

/** The folder of the standard library, or null without Python. */
export function pythonLibrary(): string | null {
  const code = 'import sysconfig; print(sysconfig.get_path("stdlib"))';
  const run = spawnSync('python3', ['-c', code], { encoding: 'utf8' });
  return run.status === 0 ? run.stdout.trim() : null;
}
