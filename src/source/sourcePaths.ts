import { existsSync } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RoundtripError } from '../common/errors.ts';
import { Git } from '../git/git.ts';
import { languageOf } from '../parse/languages/index.ts';
import { displayPath } from './sourceFile.ts';

/**
 * The source files under the given files and folders, in order and without doubles. A folder is
 * walked as git sees it: tracked and untracked files, not the ignored ones. Outside of a
 * repository, or in a folder that is itself ignored, all but hidden folders and `node_modules`
 * are walked. Repositories inside are walked as git sees each of them. Links are followed only
 * where they are named themselves.
 * @throws RoundtripError `file-unreadable` for a path that does not exist.
 */
export async function sourcePaths(
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths) {
    signal?.throwIfAborted();
    const absolute = resolve(path);
    const status = await stat(absolute).catch(() => null);
    if (!status) {
      throw new RoundtripError(
        'file-unreadable',
        `${displayPath(absolute)} does not exist. Check the path.`,
      );
    }
    if (!status.isDirectory()) {
      if (!status.isFile()) throw notAFile(absolute); // to read a pipe would wait for ever
      found.add(absolute);
      continue;
    }
    for (const file of await filesUnder(absolute, signal)) found.add(file);
  }
  return [...found];
}

function notAFile(path: string): RoundtripError {
  const sentence = `${displayPath(path)} is neither a file nor a folder. Name another path.`;
  return new RoundtripError('file-unreadable', sentence, { path });
}

async function filesUnder(folder: string, signal?: AbortSignal): Promise<string[]> {
  const files = (await gitFiles(folder, signal)) ?? (await walk(folder, signal));
  return files.filter((file) => languageOf(file)).sort();
}

/** Null where git can't tell: no repository, no git, or the folder itself is ignored. */
async function gitFiles(folder: string, signal?: AbortSignal): Promise<string[] | null> {
  // `check-ignore` refuses literal paths; no path is given but the folder's own.
  const git = new Git(folder, signal, { GIT_LITERAL_PATHSPECS: '0' });
  try {
    if ((await git.tryRun('check-ignore', '--quiet', '.')) !== null) return null;
    const listed = await git.run('ls-files', '-z', '--cached', '--others', '--exclude-standard');
    const files: string[] = [];
    for (const entry of new Set(listed.split('\0'))) {
      signal?.throwIfAborted();
      const path = join(folder, entry);
      const status = await lstat(path).catch(() => null);
      if (status?.isFile()) files.push(path);
      else if (entry !== '' && status?.isDirectory() && isRepository(path)) {
        files.push(...(await filesUnder(path, signal)));
      }
    }
    return files;
  } catch {
    signal?.throwIfAborted();
    return null;
  }
}

/** True for a submodule that is checked out and for a repository inside another. */
function isRepository(folder: string): boolean {
  return existsSync(join(folder, '.git'));
}

async function walk(folder: string, signal?: AbortSignal): Promise<string[]> {
  signal?.throwIfAborted();
  const files: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isFile()) files.push(path);
    if (!entry.isDirectory() || /^(\..*|node_modules)$/.test(entry.name)) continue;
    files.push(...(await (isRepository(path) ? filesUnder : walk)(path, signal)));
  }
  return files;
}
