import { isDeepStrictEqual } from 'node:util';
import type { Llama, LlamaModel } from 'node-llama-cpp';
import { abortable } from '../../common/abort.ts';
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
import { fastestThreads } from './threads.ts';

const defaultContextTokens = 4096;

/** The engine inside its process: at most one model, one call at a time, in the calls' order. */
export class LlamaEngine {
  private loaded: { readonly options: LoadOptions; readonly model: LoadedModel } | null = null;
  private readonly threads = new Map<string, number>();
  private tail: Promise<void> = Promise.resolve();

  constructor(
    private readonly devices: Devices,
    private readonly scratch: string,
  ) {}

  /** A load that fails leaves no model. */
  async load(options: LoadOptions, signal: AbortSignal): Promise<EngineInfo> {
    return this.exclusively(signal, async () => {
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
        const facts = {
          modelPath: options.modelPath,
          architecture: file.facts.architecture,
          quantization: file.facts.quantization,
          contextTokens,
          device: llama.gpu || 'cpu',
          threads: await this.threadsFor(options, llama, model),
          adapterPath: null,
        };
        signal.throwIfAborted();
        this.loaded = { options, model: await LoadedModel.create(model, facts, this.scratch) };
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
    return this.exclusively(signal, () => this.model().generate(requests, signal, onText));
  }

  async tokenize(text: string): Promise<number[]> {
    return this.model().tokenize(text);
  }

  async detokenize(lists: readonly (readonly number[])[]): Promise<string[]> {
    return lists.map((tokens) => this.model().detokenize(tokens));
  }

  async logits(request: LogitsRequest, signal: AbortSignal): Promise<PositionLogits[]> {
    return this.exclusively(signal, () => this.model().logits(request));
  }

  async useAdapter(path: string | null, signal: AbortSignal): Promise<EngineInfo> {
    return this.exclusively(signal, async () => {
      await this.model().useAdapter(path);
      return this.model().info;
    });
  }

  async unload(signal: AbortSignal): Promise<void> {
    return this.exclusively(signal, () => this.release());
  }

  /** Measured once for each model and device. */
  private async threadsFor(
    { modelPath, gpu }: LoadOptions,
    llama: Llama,
    model: LlamaModel,
  ): Promise<number> {
    const key = `${gpu} ${modelPath}`;
    const threads = this.threads.get(key) ?? (await fastestThreads(llama, model));
    this.threads.set(key, threads);
    return threads;
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

  /** Runs `work` after the calls before it. A call that is aborted while it waits gives up at once. */
  private async exclusively<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.tail;
    let done: () => void = () => {};
    const finished = new Promise<void>((resolve) => {
      done = resolve;
    });
    this.tail = before.then(() => finished);
    try {
      await abortable(before, signal);
      return await work();
    } finally {
      done();
    }
  }
}
