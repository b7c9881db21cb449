import { join } from 'node:path';
import { RoundtripError } from '../common/errors.ts';
import { withLock } from '../common/lock.ts';

/**
 * Runs `work` while no other pull, in this or another process, works in `directory`.
 * @throws RoundtripError `download-failed` if one does.
 */
export async function withPullLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const path = join(directory, 'lock');
  const busy = (owner: number) =>
    new RoundtripError(
      'download-failed',
      `This model is being pulled already, by process ${owner}. Wait for it; if no such pull runs, delete ${path}.`,
      { path, owner },
    );
  return withLock(path, busy, work);
}
