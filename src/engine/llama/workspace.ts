import {
  InsufficientMemoryError,
  type LlamaContext,
  type LlamaContextOptions,
  type LlamaModel,
} from 'node-llama-cpp';
import { RoundtripError } from '../../common/errors.ts';
import { Lane } from './lane.ts';
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
  /** A directory of this process's own. */
  readonly scratch: string;
}

/**
 * A context with a lane for each of its sequences. Evaluated prefixes are kept for each context by
 * itself, because llama.cpp restores them only where the number of sequences is the same.
 */
export class Workspace {
  private constructor(
    private readonly context: LlamaContext,
    private readonly extent: Extent,
    private readonly states: StateCache,
    /** In ascending order of the sequences' ids. */
    readonly lanes: readonly Lane[],
  ) {}

  /** @throws RoundtripError `model-too-large` when the memory does not suffice. */
  static async create(model: LlamaModel, extent: Extent, setting: Setting): Promise<Workspace> {
    const { sequences, tokens } = extent;
    const { threads, adapterPath, chunk, scratch } = setting;
    const options: LlamaContextOptions = {
      sequences,
      contextSize: tokens,
      threads: { ideal: threads, min: threads },
    };
    if (adapterPath !== null) options.lora = { adapters: [{ filePath: adapterPath }] };
    try {
      const context = await model.createContext(options);
      const states = new StateCache(scratch);
      const lanes = Array.from({ length: sequences }, () => {
        return new Lane(context.getSequence(), { states, chunk });
      });
      return new Workspace(context, extent, states, lanes);
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

  fits({ sequences, tokens }: Extent): boolean {
    return this.extent.sequences >= sequences && this.extent.tokens >= tokens;
  }

  async dispose(): Promise<void> {
    await this.context.dispose();
    await this.states.clear();
  }
}
