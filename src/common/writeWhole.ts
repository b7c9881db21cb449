import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDiskFull, RoundtripError } from './errors.ts';

/**
 * Writes `content` to `path` whole or not at all: aside, fsync, rename. Creates parent folders.
 * @param mode the new file's permissions, for one that takes another's place.
 * @throws RoundtripError `disk-full` when no space is left; the old file then still stands.
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
  mode?: number,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(aside, 'wx', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    if (isDiskFull(error)) {
      throw new RoundtripError(
        'disk-full',
        `There is no space left to write ${path}. Free some space and try again; nothing was changed.`,
        { path },
        { cause: error },
      );
    }
    throw error;
  }
}
