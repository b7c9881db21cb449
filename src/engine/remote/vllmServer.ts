import { RoundtripError } from '../../common/errors.ts';
import type { ChatPrompt, GenerateRequest } from '../engine.ts';
import type { CompletionServer, Piece, ServerFacts } from './completionServer.ts';
import type { HttpClient } from './httpClient.ts';
import { listOf, objectOf, tokenIds, wholeNumber } from './json.ts';
import { samplingFields } from './samplingFields.ts';
import { contentsOf, placeholders, shapeOf, templateParts } from './templateParts.ts';

/** vLLM schedules what it is given; more than this at a time would only wait there. */
const slots = 64;

/** vLLM's OpenAI-compatible server, with its endpoints for token ids. */
export class VllmServer implements CompletionServer {
  private readonly templates = new Map<string, readonly string[]>();

  private constructor(
    private readonly http: HttpClient,
    readonly facts: ServerFacts,
  ) {}

  static async connect(http: HttpClient, signal: AbortSignal): Promise<VllmServer> {
    const models = listOf(objectOf(await http.find('/v1/models', signal)).data).map(objectOf);
    // An adapter is listed as a model of its own, with its base as the parent.
    const { id, max_model_len: length } = objectOf(models.find(({ parent }) => !parent));
    const contextTokens = wholeNumber(length);
    if (typeof id !== 'string' || contextTokens === null) throw http.unexpected('/v1/models');
    return new VllmServer(http, { model: id, contextTokens, slots, weightBytes: null });
  }

  /** What looks like a special token in a message becomes one: vLLM has no way to say otherwise. */
  async promptTokens(prompt: ChatPrompt, signal: AbortSignal): Promise<number[]> {
    const parts = await this.template(prompt, signal);
    const contents = contentsOf(prompt);
    return this.tokenize(parts.map((part, index) => part + contents[index]).join(''), signal);
  }

  async tokenize(text: string, signal: AbortSignal): Promise<number[]> {
    return this.tokens({ prompt: text, add_special_tokens: false }, signal);
  }

  async detokenize(tokens: readonly number[], signal: AbortSignal): Promise<string> {
    const asked = { model: this.facts.model, tokens };
    const { prompt } = objectOf(await this.http.post('/detokenize', asked, signal));
    if (typeof prompt !== 'string') throw this.http.unexpected('/detokenize');
    return prompt;
  }

  async *draw(
    prompt: readonly number[],
    { sampling, maxTokens }: GenerateRequest,
    signal: AbortSignal,
  ): AsyncGenerator<Piece, void> {
    const body = {
      model: this.facts.model,
      prompt,
      max_tokens: maxTokens,
      ...samplingFields(sampling),
      seed: sampling.seed,
      // Else those of the model's generation_config.json are in force.
      ...{ repetition_penalty: 1, presence_penalty: 0, frequency_penalty: 0 },
      stream: true,
      return_token_ids: true,
    };
    let drawn = 0;
    for await (const event of this.http.stream('/v1/completions', body, signal)) {
      const [choice] = listOf(objectOf(event).choices);
      if (choice === undefined) continue; // the usage, which some versions send last
      const { text, token_ids: tokens, finish_reason: why } = objectOf(choice);
      const ids = tokenIds(tokens);
      if (typeof text !== 'string' || !ids) throw this.noTokenIds();
      drawn += ids.length;
      const end = why === 'stop' ? 'end-of-turn' : 'max-tokens';
      yield { text, tokens: ids, drawn, end: why ? end : null };
    }
  }

  /** vLLM sends all ids while it draws. */
  async redraw(): Promise<number[]> {
    throw this.noTokenIds();
  }

  async useAdapter(path: string | null): Promise<void> {
    if (path === null) return;
    throw new RoundtripError(
      'adapter-missing',
      'An adapter in GGUF format can’t be used with vLLM. Use llama-server with --lora, or --adapter none.',
      { path },
    );
  }

  private async template(prompt: ChatPrompt, signal: AbortSignal): Promise<readonly string[]> {
    const { messages } = prompt;
    const shape = shapeOf(prompt);
    const known = this.templates.get(shape);
    if (known) return known;
    const tokens = await this.tokens({ messages: placeholders(messages) }, signal);
    const parts = templateParts(await this.detokenize(tokens, signal), messages.length);
    if (!parts) throw this.http.unexpected('/detokenize');
    this.templates.set(shape, parts);
    return parts;
  }

  private async tokens(body: object, signal: AbortSignal): Promise<number[]> {
    const asked = { model: this.facts.model, ...body };
    const ids = tokenIds(objectOf(await this.http.post('/tokenize', asked, signal)).tokens);
    if (!ids) throw this.noTokenIds();
    return ids;
  }

  private noTokenIds(): RoundtripError {
    return new RoundtripError(
      'server-failed',
      `The server at ${this.http.base} does not tell token ids, without which rollouts can’t train. Update vLLM: it must know return_token_ids.`,
      { server: this.http.base },
    );
  }
}
