import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';

/** Some 10 MB each with a small model; more than the languages a person works in at a time. */
const capacity = 8;

/**
 * Evaluated token prefixes, kept in files: written in some 10 ms, read in some 3 ms, where
 * evaluating them takes hundreds. They belong to one context.
 */
export class StateCache {
  /** The file of each prefix, least recently used first. */
  private readonly files = new Map<string, string>();

  /** @param directory is this process's own. */
  constructor(private readonly directory: string) {}

  /** Puts the state after `prefix` into an empty sequence. False if it is not kept. */
  async restore(sequence: LlamaContextSequence, prefix: readonly Token[]): Promise<boolean> {
    const key = keyOf(prefix);
    const file = this.files.get(key);
    if (file === undefined) return false;
    this.files.delete(key);
    try {
      await sequence.loadStateFromFile(file, { acceptRisk: true });
    } catch {
      await sequence.clearHistory();
      return false; // the file is gone or unreadable: the prefix is evaluated again
    }
    this.files.set(key, file);
    return true;
  }

  /** Keeps the sequence's present state. A full disk costs the reuse, not the request. */
  async save(sequence: LlamaContextSequence): Promise<void> {
    const file = join(this.directory, `${randomUUID()}.state`);
    try {
      await sequence.saveStateToFile(file);
    } catch {
      await rm(file, { force: true });
      return;
    }
    this.files.set(keyOf(sequence.contextTokens), file);
    const [oldest] = this.files;
    if (this.files.size > capacity && oldest) await this.forget(oldest[0]);
  }

  async clear(): Promise<void> {
    for (const key of [...this.files.keys()]) await this.forget(key);
  }

  private async forget(key: string): Promise<void> {
    const file = this.files.get(key);
    this.files.delete(key);
    if (file !== undefined) await rm(file, { force: true });
  }
}

function keyOf(prefix: readonly Token[]): string {
  return prefix.join(' ');
}
