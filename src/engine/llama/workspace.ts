import {
  InsufficientMemoryError,
  type LlamaContext,
  type LlamaContextOptions,
  type LlamaModel,
} from 'node-llama-cpp';
import { RoundtripError } from '../../common/errors.ts';
import type { Job } from './call.ts';
import { Lane } from './lane.ts';
import { Prefixes } from './prefixes.ts';
import { StateCache } from './stateCache.ts';

/** How large a context is. */
export interface Extent {
  readonly sequences: number;
  /** Tokens for each sequence. */
  readonly tokens: number;
}

/** What a context is made of besides its size. */
export interface Setting {
  readonly threads: number;
  readonly adapterPath: string | null;
  /** Tokens of a prompt evaluated at a time. */
  readonly chunk: number;
  /**
   * Not on a CPU: llama.cpp splits the keys of a lone sequence among threads there, from 512 on, and
   * so draws other tokens than in a batch. It is no faster there either.
   */
  readonly flashAttention: boolean;
  /** A directory of this process's own. */
  readonly scratch: string;
}

/** How a context computes: all contexts of a model in the same way. */
export function contextOptions(
  { sequences, tokens }: Extent,
  { threads, adapterPath, flashAttention }: Setting,
): LlamaContextOptions {
  return {
    sequences,
    contextSize: tokens,
    threads: { ideal: threads, min: threads },
    flashAttention: flashAttention ? 'auto' : false,
    ...(adapterPath !== null && { lora: { adapters: [{ filePath: adapterPath }] } }),
  };
}

/**
 * A context with a lane for each of its sequences. Evaluated prefixes are kept for each context by
 * itself, because llama.cpp restores them only where the number of sequences is the same.
 *
 * The busy lanes draw in lock-step: every step draws one token in each, in the order of the
 * sequences' ids and without gaps between them, because llama.cpp evaluates only consecutive
 * ascending ids together. A free-running loop for each sequence is up to 2.6 times slower.
 */
export class Workspace {
  private constructor(
    private readonly context: LlamaContext,
    private readonly files: StateCache,
    private readonly prefixes: Prefixes,
    /** In ascending order of the sequences' ids. */
    private readonly lanes: Lane[],
    readonly extent: Extent,
  ) {}

  /** @throws RoundtripError `model-too-large` when the memory does not suffice. */
  static async create(model: LlamaModel, extent: Extent, setting: Setting): Promise<Workspace> {
    const { sequences, tokens } = extent;
    try {
      const context = await model.createContext(contextOptions(extent, setting));
      const newLane = () => new Lane(context.getSequence(), setting.chunk);
      const lanes = Array.from({ length: sequences }, newLane);
      const files = new StateCache(setting.scratch);
      return new Workspace(context, files, new Prefixes(lanes, files), lanes, extent);
    } catch (error) {
      if (!(error instanceof InsufficientMemoryError)) throw error;
      throw new RoundtripError(
        'model-too-large',
        `There is not enough free memory for ${sequences} completions of ${tokens} tokens at a time. Close other programs or choose a smaller model.`,
        { ...extent },
        { cause: error },
      );
    }
  }

  /** How many lanes draw. */
  get busy(): number {
    return this.lanes.filter((lane) => lane.busy).length;
  }

  /** Begins a job in an idle lane. What goes wrong fails the job's call. */
  async begin(job: Job): Promise<void> {
    await this.lanes.find((lane) => !lane.busy)?.begin(job, this.prefixes);
  }

  /** Draws a token in each busy lane. What goes wrong in one fails the call of its job. */
  async step(): Promise<void> {
    await this.closeGaps();
    const steps: Promise<void>[] = [];
    for (const lane of this.lanes) {
      if (!lane.busy) continue;
      steps.push(lane.step());
      await everythingQueued(); // a lane's first step would otherwise be queued behind the others'
    }
    await Promise.all(steps);
    this.prefixes.evaluated();
  }

  /** Frees the lanes that draw for calls that are over. */
  async forsake(): Promise<void> {
    for (const lane of this.lanes) await lane.forsake();
  }

  async dispose(): Promise<void> {
    await this.context.dispose();
    await this.files.clear();
  }

  /** Where nothing waits for the lanes that ended, the last busy ones take their places. */
  private async closeGaps(): Promise<void> {
    for (;;) {
      const gap = this.lanes.findIndex((lane) => !lane.busy);
      const last = this.lanes.findLastIndex((lane) => lane.busy);
      const [idle, busy] = [this.lanes[gap], this.lanes[last]];
      if (!idle || !busy || last < gap) return;
      if (!(await busy.changePlaces(idle, this.prefixes))) return;
      this.lanes[gap] = busy;
      this.lanes[last] = idle;
    }
  }
}

/** Resolves when all that can go on without waiting for other threads has gone on. */
function everythingQueued(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
