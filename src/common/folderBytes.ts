import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What all files at and under a path take together, bytes. Links count as themselves; what is not
 * there, or goes meanwhile, as nothing.
 */
export async function bytesAt(path: string): Promise<number> {
  const status = await lstat(path).catch(() => null);
  return status?.isDirectory() ? bytesIn(path) : (status?.size ?? 0);
}

async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await entriesIn(folder)) bytes += await bytesOf(entry);
  return bytes;
}

/** The same of an entry of a folder. */
export async function bytesOf(entry: Dirent): Promise<number> {
  const path = join(entry.parentPath, entry.name);
  if (entry.isDirectory()) return bytesIn(path);
  return (await lstat(path).catch(() => null))?.size ?? 0;
}

/** The entries of a folder; none where it is not there. */
export const entriesIn = (folder: string): Promise<Dirent[]> =>
  readdir(folder, { withFileTypes: true }).catch(() => []);
