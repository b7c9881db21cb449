import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files below `folder` whose name `wanted` accepts, in order; links are not followed. */
export function sourceFiles(folder: string, wanted: (path: string) => boolean): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(wanted)
    .sort();
}
