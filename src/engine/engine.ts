import type { Disposable } from '../common/disposable.ts';

/** One turn of a conversation. The engine applies the model's own chat template. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What the model is given. */
export interface ChatPrompt {
  readonly messages: readonly ChatMessage[];
  /** How many leading messages never change between calls; evaluated once and kept. */
  readonly constantMessages: number;
  /** The start of the assistant's reply, put in its mouth. Not part of the completion's text. */
  readonly prefill: string;
}

/**
 * When to stop, besides the model's own end of turn: regular expressions (flags `mu`) tried on the
 * whole text so far, whenever a token was added. Of all matches the earliest counts. A `before`
 * match counts only where it starts in the line being written or in the white space before it: what
 * stands above was streamed and can't be taken back.
 */
export interface StopRule {
  /** The completion ends before the match. */
  readonly before: readonly string[];
  /** The completion ends after the match. */
  readonly after: readonly string[];
}

/** How tokens are drawn. `temperature` 0 is greedy; pure sampling is 1 with topK 0, topP 1, minP 0. */
export interface Sampling {
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly minP: number;
  /** 32-bit unsigned. The same seed, prompt, model and adapter give the same tokens. */
  readonly seed: number;
}

export interface GenerateRequest {
  readonly prompt: ChatPrompt;
  readonly stop: StopRule;
  readonly maxTokens: number;
  readonly sampling: Sampling;
}

export type StopReason = 'rule' | 'end-of-turn' | 'max-tokens' | 'aborted';

export interface Completion {
  /** The reply after the prefill, cut by the stop rule. */
  readonly text: string;
  /** All ids the model was given, chat template, prefill and special tokens included. */
  readonly promptTokens: readonly number[];
  /** The ids that were drawn, in order; those cut off and the end of the turn included. */
  readonly tokens: readonly number[];
  readonly stopReason: StopReason;
  readonly timings: {
    /** Prompt tokens found already evaluated. */
    readonly reusedTokens: number;
    /** Milliseconds from the request's start to the first token. */
    readonly firstTokenMs: number;
    readonly totalMs: number;
  };
}

export type GpuChoice = 'auto' | 'cuda' | 'vulkan' | 'metal' | 'off';

export interface LoadOptions {
  readonly modelPath: string;
  readonly gpu: GpuChoice;
  /** Tokens a prompt and its completion may take together, for each sequence. Default 4096. */
  readonly contextTokens?: number;
}

export interface EngineInfo {
  readonly modelPath: string;
  readonly architecture: string;
  readonly quantization: string;
  readonly contextTokens: number;
  /** The device that computes: `cuda`, `vulkan`, `metal`, or `cpu`. */
  readonly device: string;
  readonly threads: number;
  readonly adapterPath: string | null;
}

/** For which tokens the model's own numbers are wanted, as they are before any sampling. */
export interface LogitsRequest {
  /** From the start of a sequence; nothing is added to them. */
  readonly tokens: readonly number[];
  /** Indices of `tokens`: the logits are those of the token after each. */
  readonly positions: readonly number[];
  /** How many of the highest logits at each position. */
  readonly top: number;
}

export interface PositionLogits {
  readonly position: number;
  /** Token id and logit, the highest first. */
  readonly logits: readonly (readonly [token: number, logit: number])[];
}

/** A part of a completion as it is drawn; `index` is the request's place in the call. */
export interface TokenEvent {
  readonly index: number;
  readonly text: string;
}

/**
 * The model in its own process. Every call may reject with a RoundtripError (`engine-died`,
 * `engine-failed`, `model-*`, `prompt-too-long`) or, once `signal` aborts, with an AbortError
 * within 500 ms. After a death the next call starts the process and loads the model again.
 */
export interface Engine extends Disposable {
  /** Loads a model, or does nothing if it is loaded already with the same options. */
  load(options: LoadOptions, signal?: AbortSignal): Promise<EngineInfo>;
  /** The loaded model, or null. Starts no process. */
  info(): EngineInfo | null;
  /** Draws one completion. `onText` sees each new piece of text, never what the stop rule cuts. */
  generate(
    request: GenerateRequest,
    signal?: AbortSignal,
    onText?: (text: string) => void,
  ): Promise<Completion>;
  /**
   * Draws all completions in lock-step, in one context, together with those of other calls in
   * flight. Results stand in the requests' order.
   */
  generateMany(
    requests: readonly GenerateRequest[],
    signal?: AbortSignal,
    onText?: (event: TokenEvent) => void,
  ): Promise<Completion[]>;
  tokenize(text: string): Promise<number[]>;
  /** The text of each list of token ids, special tokens written out. */
  detokenize(lists: readonly (readonly number[])[]): Promise<string[]>;
  /** The model's logits with the adapter in use, in the order of the request's positions. */
  logits(request: LogitsRequest): Promise<PositionLogits[]>;
  /** Applies a LoRA adapter (GGUF) to all further completions, or none for null. */
  useAdapter(path: string | null): Promise<void>;
  /** Frees the model's memory; the process stays. */
  unload(): Promise<void>;
  /** Ends the process. */
  dispose(): void;
}

/** What a GGUF file says about itself. */
export interface ModelFacts {
  readonly architecture: string;
  readonly quantization: string;
  readonly contextLength: number;
  readonly bytes: number;
}

/** The device that node-llama-cpp would choose, and its memory. */
export interface DeviceFacts {
  readonly device: string;
  readonly name: string | null;
  readonly memoryBytes: number | null;
}

export interface DownloadProgress {
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

/** The errands around models that need node-llama-cpp, run in the engine's process. */
export interface ModelTools {
  /** @throws RoundtripError `model-missing`, `model-truncated`, `model-not-gguf`. */
  inspect(path: string): Promise<ModelFacts>;
  devices(): Promise<DeviceFacts>;
  /**
   * Downloads `uri` (`hf:owner/repository/file.gguf`) to `path`, resuming what an earlier try left.
   * @throws RoundtripError `download-failed`, `disk-full`.
   */
  download(
    uri: string,
    path: string,
    signal?: AbortSignal,
    onProgress?: (progress: DownloadProgress) => void,
  ): Promise<void>;
}

/** Told by files alone; run in the engine's process, which can read GGUF. */
export interface AdapterTools {
  /**
   * Checks that a file is a LoRA adapter, whole, and made for this model.
   * @throws RoundtripError `adapter-unreadable`, `adapter-mismatch`, `model-*`.
   */
  checkAdapter(path: string, modelPath: string): Promise<void>;
}
