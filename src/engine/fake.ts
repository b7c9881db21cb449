import { setTimeout as delay } from 'node:timers/promises';
import { RoundtripError } from '../common/errors.ts';
import type {
  Completion,
  Engine,
  EngineInfo,
  GenerateRequest,
  LoadOptions,
  LogitsRequest,
  PositionLogits,
  StopReason,
  TokenEvent,
} from './engine.ts';
import { Reply } from './reply.ts';

/** What the fake answers: the text, or where the process dies in it. */
export interface ScriptedReply {
  readonly text: string;
  /** After so many characters the process dies. */
  readonly diesAfter?: number;
}

export type Script =
  | readonly (string | ScriptedReply)[]
  | ((request: GenerateRequest) => string | ScriptedReply);

/**
 * An engine that answers from a script, for tests of what is built on it. A token is a character;
 * replies come in pieces and obey the stop rule, the token limit and the signal as real ones do.
 * A script that is a list is used up in order and must be long enough.
 */
export class FakeEngine implements Engine {
  /** Every request in the order it came. */
  readonly requests: GenerateRequest[] = [];
  private loaded: EngineInfo | null = null;

  /** @param pieceDelay milliseconds before each piece of `pieceLength` characters. */
  constructor(
    private readonly script: Script,
    private readonly pieceDelay = 0,
    private readonly pieceLength = 5,
  ) {}

  async load(options: LoadOptions, signal?: AbortSignal): Promise<EngineInfo> {
    signal?.throwIfAborted();
    this.loaded = {
      modelPath: options.modelPath,
      architecture: 'fake',
      quantization: 'F32',
      contextTokens: options.contextTokens ?? 4096,
      device: 'cpu',
      threads: 1,
      adapterPath: null,
    };
    return this.loaded;
  }

  info(): EngineInfo | null {
    return this.loaded;
  }

  async generate(
    request: GenerateRequest,
    signal?: AbortSignal,
    onText?: (text: string) => void,
  ): Promise<Completion> {
    signal?.throwIfAborted();
    const scripted = this.next(request);
    const { text, diesAfter = Number.POSITIVE_INFINITY } =
      typeof scripted === 'string' ? { text: scripted } : scripted;
    const reply = new Reply(request.stop);
    const emit = (settled: string) => settled !== '' && onText?.(settled);
    const limit = Math.min(text.length, request.maxTokens);
    let drawn = 0;
    while (drawn < limit && !reply.complete) {
      if (this.pieceDelay > 0) await delay(this.pieceDelay, undefined, { signal });
      signal?.throwIfAborted();
      const piece = text.slice(drawn, Math.min(drawn + this.pieceLength, limit));
      drawn += piece.length;
      if (drawn > diesAfter)
        throw new RoundtripError('engine-died', 'The process died. Try again.');
      emit(reply.add(piece));
    }
    const stopReason: StopReason = reply.complete
      ? 'rule'
      : drawn < text.length
        ? 'max-tokens'
        : 'end-of-turn';
    emit(reply.end());
    return {
      text: reply.text,
      promptTokens: codes(promptText(request)),
      tokens: codes(text.slice(0, drawn)),
      stopReason,
      timings: { reusedTokens: 0, firstTokenMs: 0, totalMs: 0 },
    };
  }

  async generateMany(
    requests: readonly GenerateRequest[],
    signal?: AbortSignal,
    onText?: (event: TokenEvent) => void,
  ): Promise<Completion[]> {
    return Promise.all(
      requests.map((request, index) =>
        this.generate(request, signal, onText && ((text) => onText({ index, text }))),
      ),
    );
  }

  async tokenize(text: string): Promise<number[]> {
    return codes(text);
  }

  async detokenize(lists: readonly (readonly number[])[]): Promise<string[]> {
    return lists.map((tokens) => String.fromCodePoint(...tokens));
  }

  /** The first ids of the vocabulary, each less likely than the one before. */
  async logits({ positions, top }: LogitsRequest): Promise<PositionLogits[]> {
    const logits = Array.from({ length: top }, (_, id) => [id, -id] as const);
    return positions.map((position) => ({ position, logits }));
  }

  async useAdapter(path: string | null): Promise<void> {
    if (this.loaded) this.loaded = { ...this.loaded, adapterPath: path };
  }

  async unload(): Promise<void> {
    this.loaded = null;
  }

  dispose(): void {
    this.loaded = null;
  }

  private next(request: GenerateRequest): string | ScriptedReply {
    const place = this.requests.push(request) - 1;
    const reply = typeof this.script === 'function' ? this.script(request) : this.script[place];
    if (reply === undefined) throw new Error(`The script holds no reply ${place + 1}.`);
    return reply;
  }
}

function promptText({ prompt }: GenerateRequest): string {
  return prompt.messages.map((message) => message.content).join('\n') + prompt.prefill;
}

function codes(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}
