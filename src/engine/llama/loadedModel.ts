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
import type { Prompted } from './call.ts';
import { ChatTemplate } from './chatTemplate.ts';
import { ContinuousBatch, roomOf } from './continuousBatch.ts';
import { topLogits } from './logits.ts';
import { contextOptions, type Setting } from './workspace.ts';
import { Workspaces } from './workspaces.ts';

/** What all contexts of a model have in common. */
export interface ModelSetting {
  /** Tokens of a prompt evaluated at a time. */
  readonly chunk: number;
  /** A directory of this process's own. */
  readonly scratch: string;
}

/** What draws with the model and the adapter in use. */
interface Drawer {
  readonly workspaces: Workspaces;
  readonly batch: ContinuousBatch;
}

/** A model in memory, and what draws with it. */
export class LoadedModel {
  private readonly template: ChatTemplate;

  private constructor(
    private readonly model: LlamaModel,
    private facts: EngineInfo,
    private readonly setting: ModelSetting,
    private drawer: Drawer,
  ) {
    this.template = new ChatTemplate(model);
  }

  static async create(
    model: LlamaModel,
    facts: EngineInfo,
    setting: ModelSetting,
  ): Promise<LoadedModel> {
    return new LoadedModel(model, facts, setting, await createDrawer(model, facts, setting));
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
    return this.drawer.batch.draw(prompted, signal, onText);
  }

  tokenize(text: string): number[] {
    return this.model.tokenize(text);
  }

  detokenize(tokens: readonly number[]): string {
    return this.model.detokenize(tokens as readonly Token[], true);
  }

  /** In a context of its own, so that no kept state changes. */
  async logits(request: LogitsRequest): Promise<PositionLogits[]> {
    const extent = { sequences: 1, tokens: request.tokens.length };
    const context = await this.model.createContext(
      contextOptions(extent, settingOf(this.facts, this.setting)),
    );
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
      const drawer = await createDrawer(this.model, facts, this.setting);
      await disposeDrawer(this.drawer);
      this.drawer = drawer;
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
    await disposeDrawer(this.drawer);
    await this.model.dispose();
  }

  private requireRoom(prompted: Prompted): void {
    const { contextTokens } = this.facts;
    if (roomOf(prompted) <= contextTokens) return;
    const promptTokens = prompted.prompt.tokens.length;
    const { maxTokens } = prompted.request;
    throw new RoundtripError(
      'prompt-too-long',
      `The prompt takes ${promptTokens} tokens and the reply up to ${maxTokens}, but the context holds ${contextTokens}. Choose a shorter function or a larger context.`,
      { promptTokens, maxTokens, contextTokens },
    );
  }
}

function settingOf({ device, threads, adapterPath }: EngineInfo, setting: ModelSetting): Setting {
  return { ...setting, threads, adapterPath, flashAttention: device !== 'cpu' };
}

async function createDrawer(
  model: LlamaModel,
  facts: EngineInfo,
  setting: ModelSetting,
): Promise<Drawer> {
  const workspaces = await Workspaces.create(model, settingOf(facts, setting), facts.contextTokens);
  return { workspaces, batch: new ContinuousBatch(workspaces) };
}

async function disposeDrawer({ workspaces, batch }: Drawer): Promise<void> {
  await batch.idle();
  await workspaces.dispose();
}
