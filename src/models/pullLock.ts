import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RoundtripError } from '../common/errors.ts';

/**
 * Runs `work` while no other pull, in this or another process, works in `directory`.
 * @throws RoundtripError `download-failed` if one does.
 */
export async function withPullLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const path = join(directory, 'lock');
  await takeLock(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function takeLock(path: string): Promise<void> {
  const take = () => writeFile(path, String(process.pid), { flag: 'wx' });
  try {
    await take();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    if (isRunning(owner)) {
      throw new RoundtripError(
        'download-failed',
        `This model is being pulled already, by process ${owner}. Wait for it; if no such pull runs, delete ${path}.`,
        { path, owner },
      );
    }
    await rm(path, { force: true });
    await take();
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
