import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDiskFull, messageOf, RoundtripError } from '../../common/errors.ts';

/** A file that grows aside. */
export interface FileAside {
  readonly name: string;
  readonly path: string;
}

/**
 * Writes the files of `names` into a folder, all or none: `work` writes them aside, then they are
 * synced and take their names. Files of these names that are there already are replaced.
 * @returns their sizes in bytes, in the order of `names`.
 * @throws RoundtripError `usage` for a folder that holds anything else; `disk-full`;
 * `file-read-only`.
 */
export async function writeFiles(
  folder: string,
  names: readonly string[],
  work: (files: readonly FileAside[]) => Promise<void>,
): Promise<number[]> {
  const made = await prepareFolder(folder, names);
  const mark = randomUUID();
  const files = names.map((name) => ({ name, path: join(folder, `${name}.${mark}.tmp`) }));
  try {
    await work(files);
    const sizes: number[] = [];
    for (const { path } of files) sizes.push(await synced(path));
    for (const { name, path } of files) await rename(path, join(folder, name));
    return sizes;
  } catch (error) {
    for (const { path } of files) await rm(path, { force: true });
    if (made !== undefined) await removeEmpty(folder);
    throw error instanceof RoundtripError ? error : asRoundtripError(error, folder);
  }
}

/** @returns the first folder that had to be made, if any. */
async function prepareFolder(folder: string, names: readonly string[]) {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw asRoundtripError(error, folder);
  });
  const other = entries.find((entry) => !names.includes(entry));
  if (other !== undefined) {
    throw new RoundtripError(
      'usage',
      `The folder ${folder} holds other files already (${other}). Choose an empty or a new one.`,
      { folder },
    );
  }
  return mkdir(folder, { recursive: true }).catch((error) => {
    throw asRoundtripError(error, folder);
  });
}

async function synced(path: string): Promise<number> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => {}); // somebody put a file into it meanwhile
}

/** What the operating system refused; anything else passes unchanged. */
function asRoundtripError(error: unknown, folder: string): unknown {
  if (isDiskFull(error)) {
    return new RoundtripError(
      'disk-full',
      `There is no space left to write into ${folder}. Free some space and try again; nothing was exported.`,
      { folder },
      { cause: error },
    );
  }
  if ((error as { syscall?: unknown } | null)?.syscall === undefined) return error;
  return new RoundtripError(
    'file-read-only',
    `The folder ${folder} can't be written (${messageOf(error)}). Choose another one.`,
    { folder },
    { cause: error },
  );
}
