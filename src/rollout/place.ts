import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Subject } from './types.ts';

/**
 * Where a file's functions are recorded: the nearest folder above it that holds `.git` (a folder,
 * or the file of a worktree or submodule), else its own folder.
 */
export function placeOfFile(file: string): Pick<Subject, 'repository' | 'path'> {
  const path = resolve(file);
  const repository = repositoryAbove(dirname(path)) ?? dirname(path);
  return { repository, path: relative(repository, path).split(sep).join('/') };
}

/** The repository that a folder is or stands in, else the folder itself. */
export function repositoryOf(folder: string): string {
  return placeOfFile(join(folder, 'file')).repository;
}

function repositoryAbove(folder: string): string | null {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current;
    if (current === dirname(current)) return null;
  }
}
