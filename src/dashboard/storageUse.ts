import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StorageKind, StorageUse } from './messages.ts';

const kindOf: Readonly<Record<string, StorageKind>> = {
  models: 'models',
  runs: 'runs',
  adapters: 'adapters',
  trainer: 'trainer',
};

/** What the data folder holds, by kind. Links count as themselves; what goes meanwhile as nothing. */
export async function storageUse(directory: string): Promise<StorageUse> {
  const bytes = new Map<StorageKind, number>(
    ['records', 'models', 'runs', 'adapters', 'trainer', 'other'].map((kind) => [
      kind as StorageKind,
      0,
    ]),
  );
  for (const entry of await entriesIn(directory)) {
    const kind = entry.name.startsWith('roundtrip.db')
      ? 'records'
      : (kindOf[entry.name] ?? 'other');
    bytes.set(kind, (bytes.get(kind) ?? 0) + (await sizeOf(directory, entry)));
  }
  return { directory, rows: [...bytes].map(([kind, size]) => ({ kind, bytes: size })) };
}

async function sizeOf(folder: string, entry: Dirent): Promise<number> {
  const path = join(folder, entry.name);
  if (!entry.isDirectory()) return (await lstat(path).catch(() => null))?.size ?? 0;
  let size = 0;
  for (const inner of await entriesIn(path)) size += await sizeOf(path, inner);
  return size;
}

const entriesIn = (folder: string): Promise<Dirent[]> =>
  readdir(folder, { withFileTypes: true }).catch(() => []);
