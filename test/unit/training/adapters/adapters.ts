import type { AdapterManifest } from '../../../../src/training/adapters/manifest.ts';
import { AdapterRegistry } from '../../../../src/training/adapters/registry.ts';

export const model = { name: 'smollm2', hash: 'b179c9' };
export const repository = '/work/shop';

/** What training writes down of an adapter; each test varies what matters to it. */
export function aManifest(
  id: string,
  facts: Partial<AdapterManifest> = {},
): Omit<AdapterManifest, 'version' | 'sha256'> {
  return {
    id,
    model,
    repository,
    createdAt: '2026-05-06T07:08:09.000Z',
    run: id,
    objective: 'policy-gradient',
    config: { epochs: 1 },
    data: null,
    metrics: { loss: 0.5 },
    parent: null,
    status: 'candidate',
    heldOut: null,
    reason: null,
    ...facts,
  };
}

/** A registry in a folder, and all that it had to say. */
export function registryIn(folder: string) {
  const said: string[] = [];
  return { registry: new AdapterRegistry(folder, (message) => said.push(message)), said };
}
