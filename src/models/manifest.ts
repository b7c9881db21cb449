import { readFile } from 'node:fs/promises';
import { writeWhole } from '../common/writeWhole.ts';

/** What was known of a model when it was pulled, kept beside it as `FILE.gguf.json`. */
export interface Manifest {
  readonly name: string;
  /** Of the whole file, in hex; it was checked when the file was pulled. */
  readonly sha256: string;
  readonly license: string;
  /** Where the file came from: a URI of the hub, or `pip: REQUIREMENT...`. */
  readonly source: string;
}

export const manifestPath = (modelPath: string) => `${modelPath}.json`;

export async function writeManifest(modelPath: string, manifest: Manifest): Promise<void> {
  await writeWhole(manifestPath(modelPath), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The manifest of a model, or null where there is none that can be read. */
export async function readManifest(modelPath: string): Promise<Manifest | null> {
  try {
    return JSON.parse(await readFile(manifestPath(modelPath), 'utf8'));
  } catch {
    return null;
  }
}
