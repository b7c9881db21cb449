import type { InUse } from '../../training/adapters/inUse.ts';
import type { AdapterManifest } from '../../training/adapters/manifest.ts';

/** What a list of adapters says of one. */
export interface AdapterRow {
  readonly manifest: AdapterManifest;
  readonly inUse: boolean;
  /** `+0.035 (95% interval +0.010 to +0.060)` in held-out reward; null where it was not judged. */
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
  const { difference, interval } = heldOut;
  const [low, high] = interval;
  return `${signed(difference)} (95% interval ${signed(low)} to ${signed(high)})`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
