import type { LlamaModel, Token } from 'node-llama-cpp';
import { messageOf, RoundtripError } from '../../common/errors.ts';
import type {
  Completion,
  EngineInfo,
  GenerateRequest,
  LogitsRequest,
  PositionLogits,
  TokenEvent,
} from '../engine.ts';
import { ChatTemplate } from './chatTemplate.ts';
import { generateInLockStep, type Prompted } from './generate.ts';
import { topLogits } from './logits.ts';
import { type Setting, Workspace } from './workspace.ts';

/** More sequences gain little on a CPU and take memory. */
const mostLanes = 8;
/** From this size on a model reads a prompt slowly on a CPU, bytes. */
const largeModel = 2e9;
/**
 * Tokens of a prompt evaluated at a time. On a CPU they must take well under the three seconds in
 * which an abort has to be heard; a GPU wants many.
 */
const chunkTokens = { cpu: 64, cpuLargeModel: 16, gpu: 512 };

/**
 * A model in memory with its contexts: one lane with room for the longest prompt, and on demand a
 * wide context for many completions at a time.
 */
export class LoadedModel {
  private readonly template: ChatTemplate;
  private wide: Workspace | null = null;

  private constructor(
    private readonly model: LlamaModel,
    private facts: EngineInfo,
    private readonly scratch: string,
    private single: Workspace,
  ) {
    this.template = new ChatTemplate(model);
  }

  /** @param scratch a directory of this process's own. */
  static async create(model: LlamaModel, facts: EngineInfo, scratch: string): Promise<LoadedModel> {
    const single = await createSingle(model, facts, scratch);
    return new LoadedModel(model, facts, scratch, single);
  }

  get info(): EngineInfo {
    return this.facts;
  }

  /** @throws RoundtripError `prompt-too-long`, `model-too-large`. */
  async generate(
    requests: readonly GenerateRequest[],
    signal: AbortSignal,
    onText: (event: TokenEvent) => void,
  ): Promise<Completion[]> {
    const prompted = requests.map((request) => ({
      request,
      prompt: this.template.apply(request.prompt),
    }));
    for (const each of prompted) this.requireRoom(each);
    const workspace = await this.workspaceFor(prompted);
    const lanes = workspace.lanes.slice(0, prompted.length);
    return generateInLockStep(prompted, lanes, signal, onText);
  }

  tokenize(text: string): number[] {
    return this.model.tokenize(text);
  }

  detokenize(tokens: readonly number[]): string {
    return this.model.detokenize(tokens as readonly Token[], true);
  }

  /** In a context of its own, so that no kept state changes. */
  async logits(request: LogitsRequest): Promise<PositionLogits[]> {
    const { threads, adapterPath } = this.facts;
    const context = await this.model.createContext({
      contextSize: request.tokens.length,
      threads: { ideal: threads, min: threads },
      ...(adapterPath !== null && { lora: { adapters: [{ filePath: adapterPath }] } }),
    });
    try {
      return await topLogits(context.getSequence(), request);
    } finally {
      await context.dispose();
    }
  }

  /**
   * Applies an adapter to all further completions; on failure the present one stays.
   * @throws RoundtripError `engine-failed`.
   */
  async useAdapter(path: string | null): Promise<void> {
    if (path === this.facts.adapterPath) return;
    const facts = { ...this.facts, adapterPath: path };
    try {
      const single = await createSingle(this.model, facts, this.scratch);
      await this.disposeWorkspaces();
      this.single = single;
    } catch (error) {
      if (error instanceof RoundtripError) throw error;
      throw new RoundtripError(
        'engine-failed',
        `The adapter ${path} can't be used (${messageOf(error)}). It must be a LoRA in GGUF format made for ${facts.modelPath}.`,
        { path },
        { cause: error },
      );
    }
    this.facts = facts;
  }

  async dispose(): Promise<void> {
    await this.disposeWorkspaces();
    await this.model.dispose();
  }

  private async workspaceFor(prompted: readonly Prompted[]): Promise<Workspace> {
    if (prompted.length <= 1) return this.single;
    const extent = {
      sequences: Math.min(prompted.length, mostLanes),
      tokens: Math.min(roundUp(Math.max(...prompted.map(room))), this.facts.contextTokens),
    };
    if (this.wide?.fits(extent)) return this.wide;
    await this.wide?.dispose();
    this.wide = null;
    this.wide = await Workspace.create(
      this.model,
      extent,
      settingOf(this.model, this.facts, this.scratch),
    );
    return this.wide;
  }

  private requireRoom(prompted: Prompted): void {
    const { contextTokens } = this.facts;
    if (room(prompted) <= contextTokens) return;
    const promptTokens = prompted.prompt.tokens.length;
    const { maxTokens } = prompted.request;
    throw new RoundtripError(
      'prompt-too-long',
      `The prompt takes ${promptTokens} tokens and the reply up to ${maxTokens}, but the context holds ${contextTokens}. Choose a shorter function or a larger context.`,
      { promptTokens, maxTokens, contextTokens },
    );
  }

  private async disposeWorkspaces(): Promise<void> {
    await this.single.dispose();
    await this.wide?.dispose();
    this.wide = null;
  }
}

function createSingle(model: LlamaModel, facts: EngineInfo, scratch: string): Promise<Workspace> {
  const extent = { sequences: 1, tokens: facts.contextTokens };
  return Workspace.create(model, extent, settingOf(model, facts, scratch));
}

function settingOf(model: LlamaModel, facts: EngineInfo, scratch: string): Setting {
  const { device, threads, adapterPath } = facts;
  const onCpu = model.size < largeModel ? chunkTokens.cpu : chunkTokens.cpuLargeModel;
  return { threads, adapterPath, chunk: device === 'cpu' ? onCpu : chunkTokens.gpu, scratch };
}

/** The tokens a completion may take with its prompt. */
function room({ prompt, request }: Prompted): number {
  return prompt.tokens.length + request.maxTokens;
}

/** To a power of two, so that the wide context is seldom made anew for a somewhat longer prompt. */
function roundUp(tokens: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(tokens, 1024)));
}
