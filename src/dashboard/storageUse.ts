import { bytesOf, entriesIn } from '../common/folderBytes.ts';
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
    bytes.set(kind, (bytes.get(kind) ?? 0) + (await bytesOf(entry)));
  }
  return { directory, rows: [...bytes].map(([kind, size]) => ({ kind, bytes: size })) };
}
