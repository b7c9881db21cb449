import { execFile } from 'node:child_process';
import { lstat, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { RoundtripError } from '../common/errors.ts';
import { languageOf } from '../parse/languages/index.ts';
import { displayPath } from './sourceFile.ts';

const run = promisify(execFile);

/** Enough for the file list of a repository of a million files. */
const maxListBytes = 256 * 1024 * 1024;

/**
 * The source files under the given files and folders, in order and without doubles. A folder is
 * walked as git sees it: tracked and untracked files, not the ignored ones. Outside of a
 * repository, or in a folder that is itself ignored, all but hidden folders and `node_modules`
 * are walked. Links are not followed.
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
    const status = await lstat(absolute).catch(() => null);
    if (!status) {
      throw new RoundtripError(
        'file-unreadable',
        `${displayPath(absolute)} does not exist. Check the path.`,
      );
    }
    if (!status.isDirectory()) {
      found.add(absolute);
      continue;
    }
    for (const file of (await gitFiles(absolute, signal)) ?? (await walk(absolute, signal))) {
      if (languageOf(file)) found.add(file);
    }
  }
  return [...found];
}

/** Null where git can't tell: no repository, no git, or the folder itself is ignored. */
async function gitFiles(folder: string, signal?: AbortSignal): Promise<string[] | null> {
  const git = (...args: string[]) =>
    run('git', ['-C', folder, ...args], { maxBuffer: maxListBytes, ...(signal ? { signal } : {}) });
  try {
    const ignored = await git('check-ignore', '--quiet', '.').then(
      () => true,
      () => false,
    );
    if (ignored) return null;
    const { stdout } = await git('ls-files', '-z', '--cached', '--others', '--exclude-standard');
    const files = stdout.split('\0').filter((file) => languageOf(file));
    const kept = await Promise.all(
      files.map(async (file) => {
        const path = join(folder, file);
        return (await isPlainFile(path)) ? [path] : [];
      }),
    );
    return [...new Set(kept.flat())].sort();
  } catch {
    signal?.throwIfAborted();
    return null;
  }
}

async function isPlainFile(path: string): Promise<boolean> {
  return lstat(path).then(
    (status) => status.isFile(),
    () => false,
  );
}

async function walk(folder: string, signal?: AbortSignal): Promise<string[]> {
  const files: string[] = [];
  const folders = [folder];
  for (let current = folders.pop(); current !== undefined; current = folders.pop()) {
    signal?.throwIfAborted();
    const entries = await readdir(current, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = join(current, entry.name);
      if (entry.isFile()) files.push(path);
      else if (entry.isDirectory() && !/^(\..*|node_modules)$/.test(entry.name)) folders.push(path);
    }
  }
  return files.sort();
}
