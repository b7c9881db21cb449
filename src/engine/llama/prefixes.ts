import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { canCopy, copyPrefix } from './sequenceCopy.ts';
import type { StateCache } from './stateCache.ts';

/** A sequence, and the beginnings of prompts that it holds evaluated. */
export interface Holder {
  readonly sequence: LlamaContextSequence;
  /** Of each beginning its key and its length. */
  held: ReadonlyMap<string, number>;
}

const nothing: ReadonlyMap<string, number> = new Map();

/**
 * The evaluated beginnings of prompts in one context: in the sequences that drew from them, whether
 * these still draw or not, and the constant ones in files as well.
 */
export class Prefixes {
  private readonly inMemory: boolean;
  /** Copies are under way that llama.cpp makes when it evaluates next. */
  private copying = false;

  constructor(
    private readonly holders: readonly Holder[],
    private readonly files: StateCache,
  ) {
    this.inMemory = holders.every(({ sequence }) => canCopy(sequence));
  }

  /**
   * Puts the state after the longest known of the prompt's beginnings into `target`.
   * @param lengths from the longest to the shortest.
   * @returns how long it is, 0 if `target` was emptied.
   */
  async restore(
    target: Holder,
    prompt: readonly Token[],
    lengths: readonly number[],
  ): Promise<number> {
    for (const length of lengths) {
      if (length > 0 && (await this.put(target, prompt.slice(0, length)))) return length;
    }
    target.held = nothing;
    await target.sequence.clearHistory();
    return 0;
  }

  /** `target` now holds `prefix`, just evaluated, and perhaps more. */
  add(target: Holder, prefix: readonly Token[]): void {
    target.held = new Map([...target.held, [keyOf(prefix), prefix.length]]);
    this.evaluated();
  }

  /** Keeps `prefix`, just added, beyond the time in which a sequence holds it. */
  async keep(target: Holder, prefix: readonly Token[]): Promise<void> {
    if (!this.copying) await this.files.save(target.sequence, keyOf(prefix));
  }

  /** Makes `idle` hold all that `busy` holds. False if it can't; `idle` then holds nothing known. */
  async duplicate(busy: Holder, idle: Holder): Promise<boolean> {
    if (!this.inMemory) return false;
    idle.held = nothing;
    if (!(await this.take(idle, busy, busy.sequence.nextTokenIndex))) return false;
    idle.held = busy.held;
    return true;
  }

  /** Like `keep`, where nothing but a file can bring the prefix to other sequences. */
  async share(target: Holder, prefix: readonly Token[]): Promise<void> {
    if (!this.inMemory) await this.keep(target, prefix);
  }

  /** llama.cpp has evaluated something. */
  evaluated(): void {
    this.copying = false;
  }

  private async put(target: Holder, prefix: readonly Token[]): Promise<boolean> {
    const key = keyOf(prefix);
    const { length } = prefix;
    if (this.inMemory) {
      const holder = [target, ...this.holders].find(({ held }) => held.has(key));
      if (holder) {
        const held = new Map([...holder.held].filter(([, known]) => known <= length));
        target.held = nothing;
        if (!(await this.take(target, holder, length))) return false;
        target.held = held;
        return true;
      }
    }
    if (this.copying || !this.files.has(key)) return false;
    target.held = nothing;
    if (!(await this.files.restore(target.sequence, key))) return false;
    target.held = new Map([[key, length]]);
    return true;
  }

  private async take(target: Holder, holder: Holder, length: number): Promise<boolean> {
    if (holder === target) return cutTo(target.sequence, length);
    this.copying = true;
    // What can't be copied is evaluated.
    return copyPrefix(holder.sequence, target.sequence, length).catch(() => false);
  }
}

async function cutTo(sequence: LlamaContextSequence, length: number): Promise<boolean> {
  await sequence.eraseContextTokenRanges([{ start: length, end: sequence.nextTokenIndex }]);
  return sequence.nextTokenIndex === length;
}

function keyOf(prefix: readonly Token[]): string {
  return prefix.join(' ');
}
