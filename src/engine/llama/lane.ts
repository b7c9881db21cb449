import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { Drawing, type Job } from './drawing.ts';
import type { StateCache } from './stateCache.ts';

/** How a prompt is evaluated. */
export interface Evaluation {
  readonly states: StateCache;
  /** Tokens evaluated at a time: an abort is heard between them. */
  readonly chunk: number;
}

/**
 * One sequence of the context, which draws one completion at a time. Prompts are always evaluated
 * in the same pieces - the constant part, the rest, the last token - whether a part is reused or
 * not, and never together with other sequences' prompts: so reuse can't change what is drawn.
 */
export class Lane {
  private drawing: Drawing | null = null;

  constructor(
    private readonly sequence: LlamaContextSequence,
    private readonly evaluation: Evaluation,
  ) {}

  get busy(): boolean {
    return this.drawing !== null;
  }

  /** Evaluates the job's prompt but for its last token, which the first step takes. */
  async begin(job: Job, signal: AbortSignal): Promise<void> {
    const startedAt = performance.now();
    const { tokens, constant } = job.prompt;
    const end = tokens.length - 1;
    const boundary = Math.min(constant, end);
    const reused = await this.restore(tokens, [end, boundary]);
    if (reused < boundary) {
      await this.evaluate(tokens.slice(0, boundary), signal);
      await this.evaluation.states.save(this.sequence);
    }
    await this.evaluate(tokens.slice(Math.max(boundary, reused), end), signal);
    if (job.shared && reused < end) await this.evaluation.states.save(this.sequence);
    this.drawing = new Drawing(this.sequence, job, reused, startedAt);
  }

  /** Draws one token. */
  async step(): Promise<void> {
    if (await this.drawing?.next()) this.drawing = null;
  }

  /** Gives up what is being drawn. */
  async abandon(): Promise<void> {
    await this.drawing?.close();
    this.drawing = null;
  }

  private async restore(tokens: readonly Token[], lengths: readonly number[]): Promise<number> {
    await this.sequence.clearHistory();
    for (const length of lengths) {
      if (length === 0) continue;
      if (await this.evaluation.states.restore(this.sequence, tokens.slice(0, length))) {
        return length;
      }
    }
    return 0;
  }

  private async evaluate(tokens: readonly Token[], signal: AbortSignal): Promise<void> {
    const { chunk } = this.evaluation;
    for (let start = 0; start < tokens.length; start += chunk) {
      signal.throwIfAborted();
      await this.sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(start, start + chunk));
    }
  }
}
