import { join, resolve } from 'node:path';
import { fingerprint } from '../../../src/models/fingerprint.ts';
import type { CodeParser } from '../../../src/parse/parser.ts';
import { createReward } from '../../../src/reward/reward.ts';
import { RolloutStore } from '../../../src/rollout/store.ts';
import { RoundTrip } from '../../../src/roundTrip.ts';
import { CappedEngine } from '../samples/cappedEngine.ts';
import { smallModel } from '../samples/models.ts';
import { proofFolder } from './folder.ts';

/** The base model (`adapter` null), or the model with an adapter on it. */
export interface Policy {
  readonly name: string;
  /** The adapter's GGUF. */
  readonly adapter: string | null;
}

export const basePolicy: Policy = { name: 'base', adapter: null };

/** A policy at work: what it draws goes into the store as every rollout does. */
export interface RunningPolicy {
  readonly roundTrip: RoundTrip;
  dispose(): void;
}

/** @param folder of the store below the proof's: rollouts that train and that judge stay apart. */
export async function startPolicy(
  { name, adapter }: Policy,
  parser: CodeParser,
  folder: 'data' | 'held-out',
): Promise<RunningPolicy> {
  const model = resolve(smallModel);
  const modelHash = await fingerprint(model);
  const engine = await CappedEngine.start(model);
  await engine.useAdapter(adapter);
  const store = new RolloutStore(join(proofFolder, folder), (movedTo) => {
    throw new Error(`The proof's store was damaged; it lies in ${movedTo}.`);
  });
  const roundTrip = new RoundTrip({
    engine,
    reward: createReward(parser),
    store,
    identity: () => ({ model: 'proof', modelHash, adapter: adapter === null ? null : name }),
    onNotRecorded: (error) => {
      throw error;
    },
  });
  return {
    roundTrip,
    dispose() {
      engine.dispose();
      store.dispose();
    },
  };
}
