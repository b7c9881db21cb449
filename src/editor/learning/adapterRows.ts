import type { InUse } from '../../training/adapters/inUse.ts';
import type { AdapterManifest } from '../../training/adapters/manifest.ts';

/** What a list of adapters says of one. */
export interface AdapterRow {
  readonly manifest: AdapterManifest;
  readonly inUse: boolean;
  /** `+0.035` in held-out reward; null where it was not judged. */
  readonly gain: string | null;
}

/** The adapters that a model can use for a repository, the newest first. */
export function adapterRows(
  manifests: readonly AdapterManifest[],
  { id }: Pick<InUse, 'id'>,
  modelHash: string,
  repository: string,
): AdapterRow[] {
  return manifests
    .filter(({ model }) => model.hash === modelHash)
    .filter((one) => one.repository === null || one.repository === repository)
    .sort((a, b) => Number(b.id) - Number(a.id))
    .map((manifest) => ({ manifest, inUse: manifest.id === id, gain: gainOf(manifest) }));
}

/** What a step back leads to: another adapter, or null for the model alone. Undefined: no step. */
export function stepBack({ id, history }: InUse): string | null | undefined {
  if (history.length > 0) return history.at(-1) ?? null;
  return id === null ? undefined : null;
}

function gainOf({ heldOut }: AdapterManifest): string | null {
  if (!heldOut) return null;
  const { difference } = heldOut;
  return `${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(3)}`;
}
