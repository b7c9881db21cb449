import type { ChatPrompt, GenerateRequest } from '../engine.ts';

/** What a server says about itself. */
export interface ServerFacts {
  /** The model as the server names it. */
  readonly model: string;
  /** Tokens a prompt and its completion may take together. */
  readonly contextTokens: number;
  /** How many completions it draws at a time. */
  readonly slots: number;
  /** The size of the model's weights, where the server tells. */
  readonly weightBytes: number | null;
}

/** A part of a completion as it comes over the network. */
export interface Piece {
  readonly text: string;
  readonly tokens: readonly number[];
  /** How many tokens were drawn up to here; more than were sent where ids were held back. */
  readonly drawn: number;
  readonly end: 'end-of-turn' | 'max-tokens' | null;
}

/** How one kind of server is asked. Every call may reject with `server-failed`. */
export interface CompletionServer {
  readonly facts: ServerFacts;
  /** All ids of the prompt: chat template, prefill and special tokens included. */
  promptTokens(prompt: ChatPrompt, signal: AbortSignal): Promise<number[]>;
  /** Draws one completion. It ends with a piece that says why, or was cut off. */
  draw(
    prompt: readonly number[],
    request: GenerateRequest,
    signal: AbortSignal,
  ): AsyncIterable<Piece>;
  /** The first `count` ids of the same completion, drawn once more. */
  redraw(
    prompt: readonly number[],
    request: GenerateRequest,
    count: number,
    signal: AbortSignal,
  ): Promise<number[]>;
  tokenize(text: string, signal: AbortSignal): Promise<number[]>;
  detokenize(tokens: readonly number[], signal: AbortSignal): Promise<string>;
  /** @throws RoundtripError `adapter-missing`. */
  useAdapter(path: string | null): Promise<void>;
}
