import type { AdapterManifest } from '../training/adapters/manifest.ts';

/** How a cycle ended: whether the adapter is used, and why, with what was measured. */
export function outcomeText({ id, status, reason }: AdapterManifest): string {
  const use = status === 'promoted' ? 'is used from now on' : 'is kept and not used';
  return `Adapter ${id} ${use}. ${reason ?? ''}`.trimEnd();
}
