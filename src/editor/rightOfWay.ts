import { AbortError } from '../common/abort.ts';

/** Who may use the model: what the person asked for goes first, background work makes way. */
export class RightOfWay {
  private requests = 0;
  private background = new AbortController();

  /** The person waits for the model. */
  get isTaken(): boolean {
    return this.requests > 0;
  }

  /** For work that nobody asked for; aborted as soon as the person asks for something. */
  get signal(): AbortSignal {
    return this.background.signal;
  }

  /** Stops background work and keeps new work away until the person's own is done. */
  async take<T>(work: () => PromiseLike<T>): Promise<T> {
    this.background.abort(new AbortError());
    this.background = new AbortController();
    this.requests += 1;
    try {
      return await work();
    } finally {
      this.requests -= 1;
    }
  }
}
