import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { RoundtripError } from '../../common/errors.ts';
import { inParallel } from '../../common/inParallel.ts';
import type { Logger } from '../../common/logger.ts';
import type {
  ChatPrompt,
  Completion,
  DeviceFacts,
  DownloadProgress,
  Engine,
  EngineInfo,
  GenerateRequest,
  LoadOptions,
  ModelFacts,
  ModelTools,
  PositionLogits,
  TokenEvent,
} from '../engine.ts';
import { generateOne } from '../generateOne.ts';
import type { CompletionServer } from './completionServer.ts';
import { drawCompletion } from './drawCompletion.ts';
import { findServer } from './findServer.ts';
import { HttpClient } from './httpClient.ts';
import { serverAddress } from './serverAddress.ts';

/** A GGUF file is larger than its weights by its header: the vocabulary and what describes them. */
const largestHeaderBytes = 32e6;

/**
 * A model on a completions server that the person owns: llama-server or vLLM. Token ids, seeds and
 * the stop rule are those of the local engine. Errands around model files go to the local tools.
 */
export class RemoteEngine implements Engine, ModelTools {
  private readonly address;
  private readonly http: HttpClient;
  private readonly disposed = new AbortController();
  private server: CompletionServer | null = null;
  private loaded: EngineInfo | null = null;

  /**
   * @param url where the server is; `/v1` at its end does not matter.
   * @param key for servers that want one, else null.
   * @throws RoundtripError `usage` for what is no address.
   */
  constructor(
    url: string,
    key: string | null,
    private readonly tools: ModelTools,
    private readonly logger: Logger,
  ) {
    this.address = serverAddress(url);
    this.http = new HttpClient(this.address.base, key);
  }

  /** The model as the server names it, and a hash that is never taken for that of a file. */
  async servedModel(signal?: AbortSignal): Promise<{ name: string; hash: string; url: string }> {
    const { facts } = await this.connect(signal);
    const hash = createHash('sha256').update(facts.model).digest('hex');
    // llama-server names a model by its path unless it was given an alias.
    const name = facts.model.endsWith('.gguf') ? basename(facts.model, '.gguf') : facts.model;
    return { name, hash: `remote:${hash}`, url: this.address.base };
  }

  /**
   * Finds the server. Where `modelPath` is a file it must be the one that the server runs, as far as
   * its size tells.
   * @throws RoundtripError `server-failed`, `adapter-mismatch`.
   */
  async load({ modelPath }: LoadOptions, signal?: AbortSignal): Promise<EngineInfo> {
    const { facts } = await this.connect(signal);
    await this.requireSameModel(modelPath, facts.weightBytes);
    this.loaded = {
      modelPath,
      architecture: 'unknown',
      quantization: 'unknown',
      contextTokens: facts.contextTokens,
      device: this.address.host,
      threads: 0,
      adapterPath: this.loaded?.adapterPath ?? null,
    };
    return this.loaded;
  }

  info(): EngineInfo | null {
    return this.loaded;
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
    const until = this.until(signal);
    const server = await this.connect(signal);
    const tokensOf = memoised((prompt) => server.promptTokens(prompt, until));
    return inParallel(requests, server.facts.slots, until, async (request, index, either) => {
      const promptTokens = await tokensOf(request.prompt);
      requireRoom(promptTokens.length, request.maxTokens, server.facts.contextTokens);
      const cutOff = () => this.http.cutOff();
      return drawCompletion(server, cutOff, promptTokens, request, either, (text) => {
        if (!either.aborted) onText?.({ index, text });
      });
    });
  }

  async tokenize(text: string): Promise<number[]> {
    const server = await this.connect();
    return server.tokenize(text, this.disposed.signal);
  }

  async detokenize(lists: readonly (readonly number[])[]): Promise<string[]> {
    const { signal } = this.disposed;
    const server = await this.connect();
    return inParallel(lists, server.facts.slots, signal, (tokens) =>
      server.detokenize(tokens, signal),
    );
  }

  async logits(): Promise<PositionLogits[]> {
    throw new RoundtripError(
      'engine-failed',
      'A server does not tell its logits. Leave --engine-url out for training; its rollouts are in the store.',
    );
  }

  async useAdapter(path: string | null): Promise<void> {
    const server = await this.connect();
    await server.useAdapter(path);
    if (this.loaded) this.loaded = { ...this.loaded, adapterPath: path };
  }

  /** The server keeps its model; it is looked for anew by the next `load`. */
  async unload(): Promise<void> {
    this.server = null;
    this.loaded = null;
  }

  inspect(path: string): Promise<ModelFacts> {
    return this.tools.inspect(path);
  }

  devices(): Promise<DeviceFacts> {
    return this.tools.devices();
  }

  download(
    uri: string,
    path: string,
    signal?: AbortSignal,
    onProgress?: (progress: DownloadProgress) => void,
  ): Promise<void> {
    return this.tools.download(uri, path, signal, onProgress);
  }

  /** Gives up what is being drawn. */
  dispose(): void {
    this.disposed.abort();
  }

  private async connect(signal?: AbortSignal): Promise<CompletionServer> {
    const until = this.until(signal);
    until.throwIfAborted();
    if (this.server) return this.server;
    if (!this.address.isLoopback) {
      this.logger.warn(
        `Your code is sent to ${this.address.host}, because --engine-url names it. Use only a machine that is yours.`,
      );
    }
    this.server = await findServer(this.http, until);
    return this.server;
  }

  private until(signal?: AbortSignal): AbortSignal {
    return signal ? AbortSignal.any([signal, this.disposed.signal]) : this.disposed.signal;
  }

  private async requireSameModel(modelPath: string, weightBytes: number | null): Promise<void> {
    const bytes = (await stat(modelPath).catch(() => null))?.size;
    if (bytes === undefined || weightBytes === null) return;
    if (bytes >= weightBytes && bytes - weightBytes <= largestHeaderBytes) return;
    throw new RoundtripError(
      'server-failed',
      `The server at ${this.address.base} runs another model than ${modelPath}: its weights take ${weightBytes} bytes, the file ${bytes}. Give the file that it runs, or leave --model out.`,
      { modelPath, bytes, weightBytes },
    );
  }
}

/** Requests of one call often share one prompt object. */
function memoised(work: (prompt: ChatPrompt) => Promise<number[]>) {
  const known = new Map<string, Promise<number[]>>();
  return (prompt: ChatPrompt): Promise<number[]> => {
    const key = JSON.stringify(prompt);
    const tokens = known.get(key) ?? work(prompt);
    known.set(key, tokens);
    return tokens;
  };
}

/** @throws RoundtripError `prompt-too-long`, as the local engine does. */
function requireRoom(promptTokens: number, maxTokens: number, contextTokens: number): void {
  if (promptTokens + maxTokens <= contextTokens) return;
  throw new RoundtripError(
    'prompt-too-long',
    `The prompt takes ${promptTokens} tokens and the reply up to ${maxTokens}, but a slot of the server holds ${contextTokens}. Choose a shorter function, or start the server with a larger context.`,
    { promptTokens, maxTokens, contextTokens },
  );
}
