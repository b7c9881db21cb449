import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { RoundtripError } from '../common/errors.ts';
import type { RequiredProgram } from './languages/definition.ts';
import { languageTools } from './languages/index.ts';
import type { EvaluationLanguage } from './types.ts';

/**
 * Finds what builds and runs programs in `language`.
 * @returns the path to start each program by, by name.
 * @throws RoundtripError `tool-missing` that names what to install.
 */
export async function findToolchain(
  language: EvaluationLanguage,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const { title, programs } = languageTools[language];
  const found = new Map<string, string>();
  for (const program of programs) {
    const path = await find(program, signal);
    signal?.throwIfAborted();
    if (path === null) throw missing(program, title);
    found.set(program.name, path);
  }
  return found;
}

/** Null where the program is not there, or does not work. */
async function find(
  { name, probe, printsPath }: RequiredProgram,
  signal?: AbortSignal,
): Promise<string | null> {
  const options = { timeout: 30_000, ...(signal ? { signal } : {}) };
  return promisify(execFile)(name, [...probe], options).then(
    ({ stdout }) => (printsPath && stdout.trim()) || name,
    () => null,
  );
}

function missing({ name, debianPackage }: RequiredProgram, title: string): RoundtripError {
  return new RoundtripError(
    'tool-missing',
    `${name} can't be found, so no ${title} program can be judged. Install it (on Debian and Ubuntu: apt-get install ${debianPackage}) and try again.`,
    { program: name },
  );
}
