import { readFile, rm, writeFile } from 'node:fs/promises';

/**
 * Runs `work` while no other call, in this or another process, holds the lock file `path`. A file
 * that a dead process left behind is taken over.
 * @param busy makes the error for a lock that the process `owner` holds.
 */
export async function withLock<T>(
  path: string,
  busy: (owner: number) => Error,
  work: () => Promise<T>,
): Promise<T> {
  await takeLock(path, busy);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** The process that holds the lock file `path`, or null if none does. */
export async function lockOwner(path: string): Promise<number | null> {
  const owner = Number(await readFile(path, 'utf8').catch(() => ''));
  return isRunning(owner) ? owner : null;
}

async function takeLock(path: string, busy: (owner: number) => Error): Promise<void> {
  const take = () => writeFile(path, String(process.pid), { flag: 'wx' });
  try {
    await take();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = await lockOwner(path);
    if (owner !== null) throw busy(owner);
    await rm(path, { force: true });
    await take();
  }
}

/** Whether a process of this id is there, of whatever user. */
export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
