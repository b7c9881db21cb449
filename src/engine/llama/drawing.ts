import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { Sampling, StopReason } from '../engine.ts';
import { Reply } from '../reply.ts';
import type { Job } from './call.ts';
import { TokenDecoder } from './tokenDecoder.ts';

/** llama.cpp takes this seed for "choose a seed at random". */
const randomSeed = 0xffffffff;

/** The tokens of one completion, drawn one after the other. */
export class Drawing {
  private readonly iterator: AsyncGenerator<Token, void>;
  private readonly decoder: TokenDecoder;
  private readonly reply: Reply;
  private readonly tokens: Token[] = [];
  private firstTokenMs = 0;

  /**
   * @param sequence holds the prompt but for its last token, `reusedTokens` of it from before.
   * @param startedAt when the job was taken up, by `performance.now()`.
   */
  constructor(
    private readonly sequence: LlamaContextSequence,
    private readonly job: Job,
    private readonly reusedTokens: number,
    private readonly startedAt: number,
  ) {
    const { prompt, request } = job;
    this.decoder = new TokenDecoder(sequence.model, prompt.tokens);
    this.reply = new Reply(request.stop);
    this.iterator = sequence.evaluate(prompt.tokens.slice(-1), {
      ...samplerOptions(request.sampling),
      yieldEogToken: true,
    });
  }

  /** Draws a token. True when the completion ended with it. */
  async next(): Promise<boolean> {
    const { value: token, done } = await this.iterator.next();
    if (done) throw new Error('llama.cpp stopped drawing tokens.');
    if (this.tokens.push(token) === 1) this.firstTokenMs = this.elapsed();
    const reason = this.take(token);
    if (reason === null) return false;
    await this.close();
    this.show(this.reply.end());
    this.job.onEnd({
      text: this.reply.text,
      promptTokens: this.job.prompt.tokens,
      tokens: this.tokens,
      stopReason: reason,
      timings: {
        reusedTokens: this.reusedTokens,
        firstTokenMs: this.firstTokenMs,
        totalMs: this.elapsed(),
      },
    });
    return true;
  }

  async close(): Promise<void> {
    await this.iterator.return();
  }

  /** Adds a token to the reply. The reason to stop, or null. */
  private take(token: Token): StopReason | null {
    if (this.sequence.model.isEogToken(token)) return 'end-of-turn';
    this.show(this.reply.add(this.decoder.add(token)));
    if (this.reply.complete) return 'rule';
    return this.tokens.length >= this.job.request.maxTokens ? 'max-tokens' : null;
  }

  private show(text: string): void {
    if (text !== '') this.job.onText(text);
  }

  private elapsed(): number {
    return performance.now() - this.startedAt;
  }
}

/**
 * Without a limit there must be no sampler of the K most likely: given 0, node-llama-cpp's sorts
 * the whole vocabulary for each token, which for 150,000 of them takes as long as evaluating one.
 * It leaves out what is null, and takes 40 for what is undefined.
 */
function samplerOptions({ topK, seed, ...others }: Sampling) {
  const limit = topK > 0 ? topK : (null as unknown as number);
  return { ...others, topK: limit, seed: seed % randomSeed };
}
