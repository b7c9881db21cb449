import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { RolloutStore } from '../../../src/rollout/store.ts';

/** An empty folder that is gone when the test is over. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'roundtrip-store-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A store on a folder of its own, or on `directory`. Damage fails the test unless it is awaited. */
export function temporaryStore(
  directory = temporaryDirectory(),
  onMovedAside: (movedTo: string) => void = (movedTo) => {
    throw new Error(`The store was moved to ${movedTo}.`);
  },
): RolloutStore {
  const store = new RolloutStore(directory, onMovedAside);
  onTestFinished(() => store.dispose());
  return store;
}
