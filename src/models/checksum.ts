import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/**
 * Feeds the first `length` bytes of a file (all by default) to `hash`, a block at a time.
 * @param onBytes is told how many bytes were read so far.
 */
export async function hashFile(
  path: string,
  hash: Hash,
  {
    length = Number.POSITIVE_INFINITY,
    signal,
    onBytes,
  }: { length?: number; signal?: AbortSignal | undefined; onBytes?: (bytes: number) => void } = {},
): Promise<void> {
  if (length === 0) return;
  let read = 0;
  const options = { end: length - 1, highWaterMark: 2 ** 20 };
  for await (const block of createReadStream(path, options)) {
    signal?.throwIfAborted();
    hash.update(block);
    read += block.length;
    onBytes?.(read);
  }
}

/** The SHA-256 of a file in hex. */
export async function sha256OfFile(
  path: string,
  signal?: AbortSignal,
  onBytes?: (bytes: number) => void,
): Promise<string> {
  const hash = createHash('sha256');
  await hashFile(path, hash, { signal, ...(onBytes ? { onBytes } : {}) });
  return hash.digest('hex');
}
