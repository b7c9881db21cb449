import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import type { Call, Job } from './call.ts';
import { Drawing } from './drawing.ts';
import type { Holder, Prefixes } from './prefixes.ts';
import { exchangeIds } from './sequenceCopy.ts';

/**
 * One sequence of the context, which draws one completion at a time. Prompts are always evaluated
 * in the same pieces - the constant part, the rest, the last token - whether a part is reused or
 * not, and never together with other sequences' prompts: so reuse can't change what is drawn.
 */
export class Lane implements Holder {
  held: ReadonlyMap<string, number> = new Map();
  private current: { readonly job: Job; readonly drawing: Drawing } | null = null;

  /** @param chunk tokens evaluated at a time: that its call is over is heard between them. */
  constructor(
    readonly sequence: LlamaContextSequence,
    private readonly chunk: number,
  ) {}

  get busy(): boolean {
    return this.current !== null;
  }

  /** Evaluates the job's prompt but for its last token, which the first step takes. */
  async begin(job: Job, prefixes: Prefixes): Promise<void> {
    const startedAt = performance.now();
    const { tokens, constant } = job.prompt;
    const end = tokens.length - 1;
    const boundary = Math.min(constant, end);
    try {
      const reused = await prefixes.restore(this, tokens, [end, boundary]);
      if (reused < boundary) {
        await this.evaluate(tokens.slice(0, boundary), job.call);
        prefixes.add(this, tokens.slice(0, boundary));
        await prefixes.keep(this, tokens.slice(0, boundary));
      }
      if (Math.max(reused, boundary) < end) {
        await this.evaluate(tokens.slice(Math.max(reused, boundary), end), job.call);
        prefixes.add(this, tokens.slice(0, end));
        if (job.shared) await prefixes.share(this, tokens.slice(0, end));
      }
      this.current = { job, drawing: new Drawing(this.sequence, job, reused, startedAt) };
    } catch (error) {
      job.call.fail(error);
    }
  }

  /** Draws one token. */
  async step(): Promise<void> {
    const { current } = this;
    if (!current) return;
    try {
      if (await current.drawing.next()) this.current = null;
    } catch (error) {
      current.job.call.fail(error);
    }
  }

  /** Gives up what is being drawn for nobody any more. */
  async forsake(): Promise<void> {
    if (!this.current?.job.call.isOver) return;
    await this.current.drawing.close();
    this.current = null;
  }

  /** Goes on in an idle lane's place in the batch, which takes this one's. False if it can't. */
  async changePlaces(idle: Lane, prefixes: Prefixes): Promise<boolean> {
    if (!(await prefixes.duplicate(this, idle))) return false;
    exchangeIds(this.sequence, idle.sequence);
    return true;
  }

  private async evaluate(tokens: readonly Token[], call: Call): Promise<void> {
    const { chunk } = this;
    for (let start = 0; start < tokens.length; start += chunk) {
      call.throwIfOver();
      await this.sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(start, start + chunk));
    }
  }
}
