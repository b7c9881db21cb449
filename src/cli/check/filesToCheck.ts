import { resolve } from 'node:path';
import { RoundtripError } from '../../common/errors.ts';
import { docWords } from '../../parse/docWords.ts';
import type { FunctionUnit } from '../../parse/types.ts';
import { displayPath, readSource, unitsOf } from '../../source/sourceFile.ts';
import { sourcePaths } from '../../source/sourcePaths.ts';
import type { Core } from '../core.ts';
import { ChangedFunctions } from './changedFunctions.ts';

/** One file with documented functions. */
export interface FileToCheck {
  readonly path: string;
  readonly all: readonly FunctionUnit[];
  /** Those of `all` to check. */
  readonly wanted: readonly FunctionUnit[];
}

/**
 * The documented functions under `paths`; stubs are none. A file that can't be read is noted, and
 * what was named itself is the `failure` to end with.
 * @param changed the commit from which functions must differ, empty for the default one; undefined
 * for all functions.
 */
export async function filesToCheck(
  { parser, output, signal }: Core,
  paths: readonly string[],
  changed: string | undefined,
): Promise<{ files: FileToCheck[]; failure: RoundtripError | null }> {
  const since =
    changed === undefined
      ? null
      : new ChangedFunctions(parser, changed || null, signal, ({ commit, title }) =>
          output.note(`Compared with ${title} (${commit.slice(0, 12)}).`),
        );
  const named = new Set(paths.map((path) => resolve(path)));
  const files: FileToCheck[] = [];
  let failure: RoundtripError | null = null;
  for (const path of await sourcePaths(paths, signal)) {
    signal.throwIfAborted();
    output.progress(`reading ${displayPath(path)}`);
    const all = await readSource(path)
      .then((file) => unitsOf(parser, file))
      .catch((error) => {
        if (!(error instanceof RoundtripError)) throw error;
        if (failure || !named.has(path)) output.note(`Skipped: ${error.message}`);
        else failure = error;
        return [];
      });
    const documented = all.filter(isDocumented);
    const wanted =
      since && documented.length > 0 ? await since.among(path, documented) : documented;
    if (wanted.length > 0) files.push({ path, all, wanted });
  }
  return { files, failure };
}

function isDocumented({ existingDoc, isStub }: FunctionUnit): boolean {
  return existingDoc !== null && docWords(existingDoc) !== '' && !isStub;
}
