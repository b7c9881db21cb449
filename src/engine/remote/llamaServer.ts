import { basename, dirname } from 'node:path';
import { RoundtripError } from '../../common/errors.ts';
import type { ChatPrompt, GenerateRequest } from '../engine.ts';
import type { CompletionServer, Piece, ServerFacts } from './completionServer.ts';
import type { HttpClient } from './httpClient.ts';
import { listOf, objectOf, tokenIds, wholeNumber } from './json.ts';
import { LlamaTokenizer } from './llamaTokenizer.ts';
import { samplingFields } from './samplingFields.ts';

/** llama.cpp takes this seed for "choose a seed at random". */
const randomSeed = 0xffffffff;
/** The chain of the local engine; the server's own may hold penalties. */
const samplers = ['top_k', 'top_p', 'min_p', 'temperature'];

/** An adapter that the server was started with. */
interface ServedAdapter {
  readonly id: number;
  readonly place: string;
}

/**
 * llama.cpp's own server, by its native `/completion`: what it answers on `/v1/completions` carries
 * no token ids.
 */
export class LlamaServer implements CompletionServer {
  private readonly tokenizer: LlamaTokenizer;
  private used: ServedAdapter | null = null;

  private constructor(
    private readonly http: HttpClient,
    readonly facts: ServerFacts,
    private readonly adapters: readonly ServedAdapter[],
  ) {
    this.tokenizer = new LlamaTokenizer(http);
  }

  /** @param props what the server answered at `/props`. */
  static async connect(
    http: HttpClient,
    props: unknown,
    signal: AbortSignal,
  ): Promise<LlamaServer> {
    const { total_slots: slots, default_generation_settings: settings } = objectOf(props);
    const [first] = listOf(objectOf(await http.find('/v1/models', signal)).data);
    const { id, meta } = objectOf(first);
    const contextTokens = wholeNumber(objectOf(settings).n_ctx);
    if (typeof id !== 'string' || contextTokens === null) throw http.unexpected('/v1/models');
    const facts = {
      model: id,
      contextTokens,
      slots: wholeNumber(slots) ?? 1,
      weightBytes: wholeNumber(objectOf(meta).size),
    };
    const adapters = listOf(await http.find('/lora-adapters', signal)).map(objectOf);
    return new LlamaServer(
      http,
      facts,
      adapters.flatMap(({ id, path }) =>
        typeof id === 'number' && typeof path === 'string' ? { id, place: placeOf(path) } : [],
      ),
    );
  }

  promptTokens(prompt: ChatPrompt, signal: AbortSignal): Promise<number[]> {
    return this.tokenizer.promptTokens(prompt, signal);
  }

  tokenize(text: string, signal: AbortSignal): Promise<number[]> {
    return this.tokenizer.plain(text, signal);
  }

  async detokenize(tokens: readonly number[], signal: AbortSignal): Promise<string> {
    const { content } = objectOf(await this.http.post('/detokenize', { tokens }, signal));
    if (typeof content !== 'string') throw this.http.unexpected('/detokenize');
    return content;
  }

  async *draw(
    prompt: readonly number[],
    request: GenerateRequest,
    signal: AbortSignal,
  ): AsyncGenerator<Piece, void> {
    const body = { ...this.body(prompt, request), n_predict: request.maxTokens, stream: true };
    for await (const event of this.http.stream('/completion', body, signal)) {
      const { content, tokens, tokens_predicted: drawn, stop, stop_type: why } = objectOf(event);
      const ids = tokenIds(tokens);
      if (typeof content !== 'string' || !ids || typeof drawn !== 'number') {
        throw this.http.unexpected('/completion');
      }
      const end = why === 'eos' ? 'end-of-turn' : 'max-tokens';
      yield { text: content, tokens: ids, drawn, end: stop ? end : null };
    }
  }

  async redraw(
    prompt: readonly number[],
    request: GenerateRequest,
    count: number,
    signal: AbortSignal,
  ): Promise<number[]> {
    const body = { ...this.body(prompt, request), n_predict: count, stream: false };
    const ids = tokenIds(objectOf(await this.http.post('/completion', body, signal)).tokens);
    if (!ids) throw this.http.unexpected('/completion');
    return ids;
  }

  /** The server applies what it was started with (`--lora`); it is found by its folder and name. */
  async useAdapter(path: string | null): Promise<void> {
    const place = path === null ? null : placeOf(path);
    const found = this.adapters.find((adapter) => adapter.place === place) ?? null;
    if (place !== null && !found) {
      throw new RoundtripError(
        'adapter-missing',
        `The server does not have the adapter ${place}. Start llama-server with --lora ${path}, or use --adapter none.`,
        { path },
      );
    }
    this.used = found;
  }

  private body(prompt: readonly number[], { sampling }: GenerateRequest) {
    return {
      prompt,
      ...samplingFields(sampling),
      seed: sampling.seed % randomSeed,
      samplers,
      mirostat: 0,
      // All are named: the server applies those that a request does not speak of, if it names none.
      lora: this.adapters.map(({ id }) => ({ id, scale: id === this.used?.id ? 1 : 0 })),
      return_tokens: true,
    };
  }
}

/** `0003/adapter.gguf`: the same on this machine and on the server's. */
function placeOf(path: string): string {
  return `${basename(dirname(path))}/${basename(path)}`;
}
