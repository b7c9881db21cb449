import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LlamaContextSequence } from 'node-llama-cpp';

/** Some 10 MB each with a small model; more than the languages a person works in at a time. */
const capacity = 8;

/**
 * Evaluated token prefixes, kept in files: written in some 10 ms, read in some 3 ms, where
 * evaluating them takes hundreds. They belong to one context.
 */
export class StateCache {
  /** The file of each prefix, by its key, least recently used first. */
  private readonly files = new Map<string, string>();

  /** @param directory is this process's own. */
  constructor(private readonly directory: string) {}

  has(prefix: string): boolean {
    return this.files.has(prefix);
  }

  /** Puts the state after `prefix` into a sequence. False, and the sequence empty, if it is gone. */
  async restore(sequence: LlamaContextSequence, prefix: string): Promise<boolean> {
    const file = this.files.get(prefix);
    this.files.delete(prefix);
    if (file === undefined) return false;
    await sequence.clearHistory();
    try {
      await sequence.loadStateFromFile(file, { acceptRisk: true });
    } catch {
      await sequence.clearHistory();
      return false; // the file is gone or unreadable: the prefix is evaluated again
    }
    this.files.set(prefix, file);
    return true;
  }

  /** Keeps the sequence's present state, that after `prefix`. A full disk costs only the reuse. */
  async save(sequence: LlamaContextSequence, prefix: string): Promise<void> {
    const file = join(this.directory, `${randomUUID()}.state`);
    try {
      await sequence.saveStateToFile(file);
    } catch {
      await rm(file, { force: true });
      return;
    }
    this.files.set(prefix, file);
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
