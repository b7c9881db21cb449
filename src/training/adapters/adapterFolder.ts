import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isDiskFull, RoundtripError } from '../../common/errors.ts';
import { writeWhole } from '../../common/writeWhole.ts';
import { type AdapterManifest, parseManifest } from './manifest.ts';

/** One adapter on the disk: `adapter.gguf` and `manifest.json` in a folder named by its id. */
export interface AdapterFolder {
  readonly manifest: AdapterManifest;
  /** Its adapter.gguf, which the engine takes. */
  readonly path: string;
  readonly bytes: number;
}

const weightsFile = 'adapter.gguf';
const manifestFile = 'manifest.json';

/** The adapter in a folder, or null where there is none that can be understood. */
export async function readAdapterFolder(folder: string): Promise<AdapterFolder | null> {
  const manifest = parseManifest(
    await readFile(join(folder, manifestFile), 'utf8').catch(() => ''),
  );
  const path = join(folder, weightsFile);
  const stats = await stat(path).catch(() => null);
  if (manifest?.id !== basename(folder) || !stats) return null;
  return { manifest, path, bytes: stats.size };
}

/**
 * Copies `weights` and writes its manifest into a folder of its own in `parent`, whole or not at all.
 * @throws RoundtripError `disk-full`; nothing is added then.
 */
export async function addFolder(
  parent: string,
  manifest: Omit<AdapterManifest, 'version' | 'sha256'>,
  weights: string,
): Promise<void> {
  const aside = join(parent, `.${manifest.id}-${randomUUID()}`);
  const copy = join(aside, weightsFile);
  try {
    await mkdir(aside, { recursive: true });
    await copyFile(weights, copy);
    await sync(copy);
    await writeManifest(aside, { version: 1, ...manifest, sha256: await sha256Of(copy) });
    await rename(aside, join(parent, manifest.id));
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!isDiskFull(error)) throw error;
    throw new RoundtripError(
      'disk-full',
      `There is no space left to keep the adapter ${manifest.id} in ${parent}. Free some space and try again.`,
      { path: parent },
      { cause: error },
    );
  }
}

export async function writeManifest(folder: string, manifest: AdapterManifest): Promise<void> {
  await writeWhole(join(folder, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The SHA-256 of a file in hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** The folders in a folder that may be missing, without what is written aside. */
export async function foldersIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return found
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => join(folder, name));
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
