import { isDeepStrictEqual } from 'node:util';
import { abortable } from '../common/abort.ts';
import { RoundtripError } from '../common/errors.ts';
import type { Logger } from '../common/logger.ts';
import type {
  AdapterTools,
  Completion,
  DeviceFacts,
  DownloadProgress,
  Engine,
  EngineInfo,
  GenerateRequest,
  LoadOptions,
  LogitsRequest,
  ModelFacts,
  ModelTools,
  PositionLogits,
  TokenEvent,
} from './engine.ts';
import { type EngineOptions, EngineProcess } from './engineProcess.ts';
import { generateOne } from './generateOne.ts';
import { protocol } from './protocol.ts';

/** What a new process must load before it can go on where the last one ended. */
interface Loaded {
  readonly options: LoadOptions;
  readonly info: EngineInfo;
}

/**
 * The engine and the model tools in a process that is forked on first use. After a death the next
 * call forks again and loads the same model and adapter; `info()` names them all the while.
 */
export class EngineClient implements Engine, ModelTools, AdapterTools {
  private current: { readonly process: EngineProcess; ready: Promise<void> | null } | null = null;
  private loaded: Loaded | null = null;
  private disposed = false;

  /**
   * @param worker the path of the bundled worker, `dist/engine.mjs`.
   */
  constructor(
    private readonly worker: string,
    private readonly logger: Logger,
    private readonly options: EngineOptions = {},
  ) {}

  async load(options: LoadOptions, signal?: AbortSignal): Promise<EngineInfo> {
    const { loaded } = this;
    if (loaded && isDeepStrictEqual(loaded.options, options)) {
      await this.ready(signal);
      return this.loaded?.info ?? loaded.info;
    }
    this.loaded = null; // a load that fails leaves no model
    const process = this.process();
    const info = await process.call(
      (connection, token) => connection.sendRequest(protocol.load, options, token),
      signal,
    );
    this.loaded = { options, info };
    if (this.current?.process === process) this.current.ready = Promise.resolve();
    return info;
  }

  info(): EngineInfo | null {
    return this.loaded?.info ?? null;
  }

  generate(
    request: GenerateRequest,
    signal?: AbortSignal,
    onText?: (text: string) => void,
  ): Promise<Completion> {
    return generateOne(this, request, signal, onText);
  }

  async generateMany(
    requests: readonly GenerateRequest[],
    signal?: AbortSignal,
    onText?: (event: TokenEvent) => void,
  ): Promise<Completion[]> {
    const process = await this.ready(signal);
    if (!onText) {
      return process.call(
        (connection, token) =>
          connection.sendRequest(protocol.generate, { requests, progress: null }, token),
        signal,
      );
    }
    return process.callWithProgress(
      protocol.text,
      (event) => signal?.aborted || onText(event),
      (connection, token, progress) =>
        connection.sendRequest(protocol.generate, { requests, progress }, token),
      signal,
    );
  }

  async tokenize(text: string): Promise<number[]> {
    const process = await this.ready();
    return process.call((connection) => connection.sendRequest(protocol.tokenize, { text }));
  }

  async detokenize(lists: readonly (readonly number[])[]): Promise<string[]> {
    const process = await this.ready();
    return process.call((connection) => connection.sendRequest(protocol.detokenize, { lists }));
  }

  async logits(request: LogitsRequest): Promise<PositionLogits[]> {
    const process = await this.ready();
    return process.call((connection) => connection.sendRequest(protocol.logits, request));
  }

  async useAdapter(path: string | null): Promise<void> {
    const process = await this.ready();
    const info = await process.call((connection) =>
      connection.sendRequest(protocol.useAdapter, { path }),
    );
    if (this.loaded) this.loaded = { ...this.loaded, info };
  }

  async unload(): Promise<void> {
    this.loaded = null;
    if (!this.current?.process.alive) return;
    await this.current.process.call((connection) => connection.sendRequest(protocol.unload));
  }

  async inspect(path: string): Promise<ModelFacts> {
    return this.process().call((connection) => connection.sendRequest(protocol.inspect, { path }));
  }

  async checkAdapter(path: string, modelPath: string): Promise<void> {
    await this.process().call((connection) =>
      connection.sendRequest(protocol.checkAdapter, { path, modelPath }),
    );
  }

  async devices(): Promise<DeviceFacts> {
    return this.process().call((connection) => connection.sendRequest(protocol.devices));
  }

  async download(
    uri: string,
    path: string,
    signal?: AbortSignal,
    onProgress: (progress: DownloadProgress) => void = () => {},
  ): Promise<void> {
    await this.process().callWithProgress(
      protocol.downloaded,
      onProgress,
      (connection, token, progress) =>
        connection.sendRequest(protocol.download, { uri, path, progress }, token),
      signal,
    );
  }

  dispose(): void {
    this.disposed = true;
    this.current?.process.end();
    this.current = null;
  }

  /** The process with the model loaded in it. */
  private async ready(signal?: AbortSignal): Promise<EngineProcess> {
    if (!this.loaded) {
      throw new RoundtripError('model-not-chosen', 'No model is loaded. Choose a model first.');
    }
    const process = this.process();
    const current = this.current;
    if (current) {
      current.ready ??= this.restore(process, this.loaded).catch((error) => {
        current.ready = null;
        throw error;
      });
      await abortable(current.ready, signal);
    }
    return process;
  }

  /** Brings a new process to where the last one was. */
  private async restore(process: EngineProcess, { options, info }: Loaded): Promise<void> {
    await process.call((connection) => connection.sendRequest(protocol.load, options));
    if (info.adapterPath === null) return;
    await process.call((connection) =>
      connection.sendRequest(protocol.useAdapter, { path: info.adapterPath }),
    );
  }

  private process(): EngineProcess {
    if (this.disposed) throw new Error('The engine was used after it was disposed.');
    if (!this.current?.process.alive) {
      this.current = {
        process: new EngineProcess(this.worker, this.logger, this.options),
        ready: null,
      };
    }
    return this.current.process;
  }
}
