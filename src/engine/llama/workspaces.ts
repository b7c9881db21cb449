import type { LlamaModel } from 'node-llama-cpp';
import { RoundtripError } from '../../common/errors.ts';
import { type Extent, type Setting, Workspace } from './workspace.ts';

/** More sequences gain little on a CPU and take memory. */
const mostSequences = 8;

/**
 * The contexts of a loaded model: one lane with room for the longest prompt, always there for the
 * person who waits, and on demand a wide context for many completions at a time.
 */
export class Workspaces {
  /** Fewer than `mostSequences` once the memory did not suffice for them. */
  private most = mostSequences;
  private widest: Workspace | null = null;

  private constructor(
    private readonly model: LlamaModel,
    private readonly setting: Setting,
    private readonly contextTokens: number,
    readonly single: Workspace,
  ) {}

  /** @param contextTokens the most that a completion may take with its prompt. */
  static async create(
    model: LlamaModel,
    setting: Setting,
    contextTokens: number,
  ): Promise<Workspaces> {
    const extent = { sequences: 1, tokens: contextTokens };
    const single = await Workspace.create(model, extent, setting);
    return new Workspaces(model, setting, contextTokens, single);
  }

  /** The extent to be wished for `requests` completions that take up to `tokens` each. */
  extentFor(requests: number, tokens: number): Extent {
    return {
      sequences: Math.min(powerOfTwo(requests), this.most),
      tokens: Math.min(powerOfTwo(Math.max(tokens, 1024)), this.contextTokens),
    };
  }

  /** The wide context, made anew where it is too small; no lane of it may be busy then. */
  async wide(wanted: Extent): Promise<Workspace> {
    if (this.widest && covers(this.widest.extent, wanted)) return this.widest;
    const extent = {
      sequences: Math.max(wanted.sequences, this.widest?.extent.sequences ?? 0),
      tokens: Math.max(wanted.tokens, this.widest?.extent.tokens ?? 0),
    };
    await this.widest?.dispose();
    this.widest = null;
    this.widest = await this.create(extent);
    return this.widest;
  }

  async dispose(): Promise<void> {
    await this.single.dispose();
    await this.widest?.dispose();
    this.widest = null;
  }

  /** With as many lanes as the memory holds. */
  private async create(extent: Extent): Promise<Workspace> {
    const { sequences } = extent;
    try {
      return await Workspace.create(this.model, extent, this.setting);
    } catch (error) {
      if (!(error instanceof RoundtripError) || sequences <= 2) throw error;
      this.most = sequences / 2;
      return this.create({ ...extent, sequences: this.most });
    }
  }
}

export function covers(extent: Extent, wanted: Extent): boolean {
  return extent.sequences >= wanted.sequences && extent.tokens >= wanted.tokens;
}

/** Rounded up to one, so that a context is seldom made anew for a somewhat longer prompt. */
function powerOfTwo(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}
