/** What background learning reads of a repository, and why not the rest. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { CodeParser } from '../parse/parser.ts';
import { repositoryOf } from '../rollout/place.ts';
import { Exclusions } from '../source/exclusions/exclusions.ts';
import type { Exclusion } from '../source/exclusions/types.ts';
import { sourcePaths } from '../source/sourcePaths.ts';
import { NearDuplicates } from '../training/split.ts';
import {
  examinedFunctions,
  type FoundFunction,
  readableFiles,
  type Unfit,
} from './eligibleFunctions.ts';

/** Why a function is not learned from. */
export type Unlearnable = Exclusion | Unfit | 'duplicate';

/** A function and why it is not learned from; null: it is. */
export interface JudgedFunction extends FoundFunction {
  readonly reason: Unlearnable | null;
}

/** A larger file is data, or a program wrote it; to parse it would take seconds and gigabytes. */
const mostCharacters = 1_000_000;

/**
 * Every function under these files and folders with its verdict, file by file. A file's own reason
 * goes before its functions'; of near duplicates the first is learned from.
 * @param onNote is told in a sentence of a file that was passed over.
 * @throws RoundtripError `file-unreadable` for a path that does not exist; the signal's reason.
 */
export async function* judgedFunctions(
  { parser, signal }: { readonly parser: CodeParser; readonly signal: AbortSignal },
  paths: readonly string[],
  onNote: (sentence: string) => void,
): AsyncGenerator<JudgedFunction, void> {
  const known = new NearDuplicates();
  for (const [root, files] of await filesByRoot(paths, signal)) {
    const exclusions = await Exclusions.of(root, files, signal);
    for await (const file of readableFiles({ signal }, files, onNote)) {
      await setImmediate(); // parsing never waits by itself, and a person may want to stop it
      if (file.text.length > mostCharacters) {
        onNote(`Skipped: ${file.path} is larger than a million characters.`);
        continue;
      }
      const excluded = await exclusions.reasonFor(file);
      for (const { unfit, ...found } of await examinedFunctions({ parser }, file)) {
        const reason = excluded ?? unfit;
        const isRepeated = reason === null && known.add(found.unit.code) !== null;
        yield { ...found, reason: isRepeated ? 'duplicate' : reason };
      }
    }
  }
}

/** The source files, each once, by the repository or else the folder that was named. */
async function filesByRoot(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string[]>> {
  const byRoot = new Map<string, string[]>();
  const seen = new Set<string>();
  const rootOfFolder = new Map<string, string>();
  for (const path of paths) {
    const named = resolve(path);
    const outside = (await stat(named).catch(() => null))?.isFile() ? dirname(named) : named;
    for (const file of await sourcePaths([path], signal)) {
      if (seen.has(file)) continue;
      seen.add(file);
      const folder = dirname(file);
      const root = rootOfFolder.get(folder) ?? rootOf(folder, outside);
      rootOfFolder.set(folder, root);
      const files = byRoot.get(root) ?? [];
      files.push(file);
      byRoot.set(root, files);
    }
  }
  return byRoot;
}

function rootOf(folder: string, outside: string): string {
  const repository = repositoryOf(folder);
  return existsSync(join(repository, '.git')) ? repository : outside;
}
