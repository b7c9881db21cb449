import { resolve } from 'node:path';
import { messageOf, RoundtripError } from '../common/errors.ts';
import { writeWhole } from '../common/writeWhole.ts';
import { placeOfFile } from '../rollout/place.ts';
import { Checker } from './check/checker.ts';
import { filesToCheck } from './check/filesToCheck.ts';
import { type CheckedPlace, sarifLog } from './check/sarif.ts';
import { checkTable } from './check/table.ts';
import type { Core, TestFlags } from './core.ts';
import { displayPath } from './sourceFile.ts';

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
  if (total === 0) output.note('There is no documented function to check.');
  else
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

async function writeLog(path: string, log: object): Promise<void> {
  try {
    await writeWhole(resolve(path), `${JSON.stringify(log, null, 2)}\n`);
  } catch (error) {
    if (error instanceof RoundtripError) throw error;
    throw new RoundtripError(
      'file-read-only',
      `${displayPath(resolve(path))} can't be written (${messageOf(error)}). Name another file with --sarif.`,
      { path },
      { cause: error },
    );
  }
}
