import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RoundtripError } from '../common/errors.ts';
import { writeWhole } from '../common/writeWhole.ts';
import { placeOfFile } from '../rollout/place.ts';
import { displayPath } from '../source/sourceFile.ts';
import { Checker } from './check/checker.ts';
import { filesToCheck } from './check/filesToCheck.ts';
import { type CheckedPlace, sarifLog } from './check/sarif.ts';
import { checkTable } from './check/table.ts';
import type { Core, TestFlags } from './core.ts';

export interface CheckFlags extends TestFlags {
  /** From 0 to 1. */
  readonly minFidelity?: number;
  readonly drift?: true;
  /** A commit, or an empty text for the default one. */
  readonly changed?: string;
  readonly reconstructions: number;
  readonly sarif?: string;
}

/**
 * `roundtrip check PATH...`: the fidelity, and with `--drift` the drift, of documentation that
 * exists. A file that can't be read is noted; one that was named itself fails the command, after the
 * others.
 * @returns false when something is under the bar or drifted.
 */
export async function check(
  core: Core,
  paths: readonly string[],
  flags: CheckFlags,
): Promise<boolean> {
  const { output } = core;
  core.allowTests(flags);
  if (flags.sarif !== undefined) await assertNoFolder(flags.sarif);
  const started = new Date();
  const { files, failure } = await filesToCheck(core, paths, flags.changed);
  const total = files.reduce((sum, { wanted }) => sum + wanted.length, 0);
  const checker = new Checker(core, flags, total);
  const all: CheckedPlace[] = [];
  for (const file of files) {
    for await (const place of checker.check(file)) {
      all.push(place);
      output.record(place.checked);
    }
  }
  if (total === 0) {
    const isAll = flags.changed === undefined;
    output.note(
      isAll ? 'There is no documented function to check.' : 'No documented function changed.',
    );
  } else
    output.report(() =>
      checkTable(
        all.map(({ checked }) => checked),
        flags,
      ),
    );
  const passed = all.every(({ checked: { verdict } }) => verdict === 'ok' || verdict === 'unknown');
  if (flags.sarif !== undefined) {
    const exitCode = failure ? 2 : Number(!passed);
    // The repository of the working directory, whether or not it has a file of this name.
    const root = placeOfFile(resolve('package.json')).repository;
    await writeLog(
      flags.sarif,
      sarifLog(all, { root, bar: flags, started, ended: new Date(), exitCode }),
    );
  }
  if (failure) throw failure;
  return passed;
}

/** Said before minutes of work rather than after them. */
async function assertNoFolder(path: string): Promise<void> {
  const status = await stat(resolve(path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw unwritable(path, error);
  });
  if (status?.isDirectory()) throw unwritable(path, { code: 'EISDIR' });
}

async function writeLog(path: string, log: object): Promise<void> {
  try {
    await writeWhole(resolve(path), `${JSON.stringify(log, null, 2)}\n`);
  } catch (error) {
    throw error instanceof RoundtripError
      ? error
      : unwritable(path, error as NodeJS.ErrnoException);
  }
}

function unwritable(path: string, cause: Pick<NodeJS.ErrnoException, 'code'>): RoundtripError {
  return new RoundtripError(
    'file-read-only',
    `${displayPath(resolve(path))} can't be written (${cause.code}). Name another file with --sarif.`,
    { path },
    { cause },
  );
}
