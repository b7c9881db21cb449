import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { writeWhole } from '../../common/writeWhole.ts';
import { adapterId } from './manifest.ts';
import { fields, listOf, nullable, oneOf, type Shape } from './shape.ts';

/** Which adapter one model uses for one repository, kept as `current.json`. */
export interface InUse {
  readonly version: 1;
  /** Null for the base model. */
  readonly id: string | null;
  /** What was in use before, oldest first. */
  readonly history: readonly (string | null)[];
}

const shape: Shape<InUse> = fields<InUse>({
  version: oneOf(1),
  id: nullable(adapterId),
  history: listOf(nullable(adapterId)),
});

export const nothingInUse: InUse = { version: 1, id: null, history: [] };

/** `use` of another adapter, or of none. */
export function used(before: InUse, id: string | null): InUse {
  if (before.id === id) return before;
  return { ...before, id, history: [...before.history, before.id] };
}

/** Back to what was in use before, or to none. */
export function rolledBack({ history }: InUse): InUse {
  return { version: 1, id: history.at(-1) ?? null, history: history.slice(0, -1) };
}

/** As if the adapter had never been: where it is in use, what was before it is again. */
export function without(before: InUse, id: string): InUse {
  const all = [...before.history, before.id].filter((one) => one !== id);
  const distinct = all.filter((one, index) => index === 0 || one !== all[index - 1]);
  return { version: 1, id: distinct.at(-1) ?? null, history: distinct.slice(0, -1) };
}

/** The folder of a model's adapters for one repository. The same model has it under any name. */
export function folderOf(root: string, modelHash: string, repository: string | null): string {
  const model = join(root, `model-${digest(modelHash)}`);
  if (repository === null) return join(model, 'any');
  const name = basename(repository).replaceAll(/[^\w.-]/g, '_');
  return join(model, `${name}-${digest(repository)}`);
}

export const inUseFile = (folder: string) => join(folder, 'current.json');

/** @returns null where the file can't be understood. */
export async function readInUse(folder: string): Promise<InUse | null> {
  const json = await readFile(inUseFile(folder), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return JSON.stringify(nothingInUse);
    throw error;
  });
  try {
    const value: unknown = JSON.parse(json);
    return shape(value) ? value : null;
  } catch {
    return null;
  }
}

export async function writeInUse(folder: string, inUse: InUse): Promise<void> {
  await writeWhole(inUseFile(folder), `${JSON.stringify(inUse)}\n`);
}

function digest(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 12);
}
