import { isDeepStrictEqual } from 'node:util';
import { RoundtripError } from '../../common/errors.ts';
import type {
  Completion,
  EngineInfo,
  GenerateRequest,
  LoadOptions,
  LogitsRequest,
  PositionLogits,
  TokenEvent,
} from '../engine.ts';
import type { Devices } from './devices.ts';
import { LoadedModel } from './loadedModel.ts';
import { loadModel } from './loadModel.ts';
import { readModelFile } from './modelFile.ts';
import { tune } from './tuning.ts';
import { type Tunings, tuningKey } from './tunings.ts';
import { Turns } from './turns.ts';

const defaultContextTokens = 4096;

/**
 * The engine inside its process: at most one model. Calls that draw share it; those that change it
 * wait for the calls before them, and are waited for.
 */
export class LlamaEngine {
  private loaded: { readonly options: LoadOptions; readonly model: LoadedModel } | null = null;
  private readonly turns = new Turns();

  /** @param scratch a directory of this process's own. */
  constructor(
    private readonly devices: Devices,
    private readonly scratch: string,
    private readonly tunings: Tunings,
  ) {}

  /** A load that fails leaves no model. */
  async load(options: LoadOptions, signal: AbortSignal): Promise<EngineInfo> {
    return this.turns.exclusive(signal, async () => {
      if (this.loaded && isDeepStrictEqual(this.loaded.options, options)) {
        return this.loaded.model.info;
      }
      await this.release();
      const file = await readModelFile(options.modelPath);
      const llama = await this.devices.llama(options.gpu);
      const wanted = options.contextTokens ?? defaultContextTokens;
      const contextTokens = Math.min(wanted, file.facts.contextLength || wanted);
      const model = await loadModel(llama, file, contextTokens, signal);
      try {
        const { threads, chunk } = await this.tunings.get(await tuningKey(file.path, llama), () =>
          tune(llama, model),
        );
        const facts = {
          modelPath: options.modelPath,
          architecture: file.facts.architecture,
          quantization: file.facts.quantization,
          contextTokens,
          device: llama.gpu || 'cpu',
          threads,
          adapterPath: null,
        };
        signal.throwIfAborted();
        const setting = { chunk, scratch: this.scratch };
        this.loaded = { options, model: await LoadedModel.create(model, facts, setting) };
      } catch (error) {
        await model.dispose();
        throw error;
      }
      return this.loaded.model.info;
    });
  }

  async generate(
    requests: readonly GenerateRequest[],
    signal: AbortSignal,
    onText: (event: TokenEvent) => void,
  ): Promise<Completion[]> {
    return this.turns.shared(signal, () => this.model().generate(requests, signal, onText));
  }

  async tokenize(text: string): Promise<number[]> {
    return this.model().tokenize(text);
  }

  async detokenize(lists: readonly (readonly number[])[]): Promise<string[]> {
    return lists.map((tokens) => this.model().detokenize(tokens));
  }

  async logits(request: LogitsRequest, signal: AbortSignal): Promise<PositionLogits[]> {
    return this.turns.exclusive(signal, () => this.model().logits(request));
  }

  async useAdapter(path: string | null, signal: AbortSignal): Promise<EngineInfo> {
    return this.turns.exclusive(signal, async () => {
      await this.model().useAdapter(path);
      return this.model().info;
    });
  }

  async unload(signal: AbortSignal): Promise<void> {
    return this.turns.exclusive(signal, () => this.release());
  }

  private async release(): Promise<void> {
    const model = this.loaded?.model;
    this.loaded = null;
    await model?.dispose();
  }

  private model(): LoadedModel {
    if (this.loaded) return this.loaded.model;
    throw new RoundtripError('model-not-chosen', 'No model is loaded. Choose a model first.');
  }
}
