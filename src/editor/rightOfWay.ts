import { AbortError } from '../common/abort.ts';
import type { Disposable } from '../common/disposable.ts';
import { RoundtripError } from '../common/errors.ts';

/** Who may use the model: what the person asked for goes first, background work makes way. */
export class RightOfWay {
  private requests = 0;
  private isReserved = false;
  private background = new AbortController();
  private readonly listeners = new Set<() => void>();

  /** The person waits for the model, or it is given up. */
  get isTaken(): boolean {
    return this.requests > 0 || this.isReserved;
  }

  /** For work that nobody asked for; aborted as soon as the person asks for something. */
  get signal(): AbortSignal {
    return this.background.signal;
  }

  /**
   * Stops background work and keeps new work away until the person's own is done.
   * @throws RoundtripError `model-busy` while a training has the model.
   */
  async take<T>(work: () => PromiseLike<T>): Promise<T> {
    this.requireFree();
    this.stopBackground();
    this.requests += 1;
    try {
      return await work();
    } finally {
      this.requests -= 1;
    }
  }

  /**
   * Gives the model to a training alone: its adapter changes there, and its memory is the trainer's
   * for hours. Requests are refused meanwhile, with a sentence that says why, not kept waiting.
   * @throws RoundtripError `model-busy` while another training has it, `usage` while the person waits
   * for the model.
   */
  async reserve<T>(work: () => PromiseLike<T>): Promise<T> {
    this.requireFree();
    if (this.requests > 0) {
      throw new RoundtripError(
        'usage',
        'The model is at work for you in this window. Train when it is done.',
      );
    }
    this.stopBackground();
    this.isReserved = true;
    try {
      return await work();
    } finally {
      this.isReserved = false;
    }
  }

  /** @throws RoundtripError `model-busy` while a training has the model. */
  requireFree(): void {
    if (!this.isReserved) return;
    throw new RoundtripError(
      'model-busy',
      'This window trains, and the model is the trainer’s meanwhile. Wait for it, or stop it: training can be gone on with later.',
    );
  }

  /** @param listener is called at once whenever the person takes the model. */
  onTaken(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  private stopBackground(): void {
    this.background.abort(new AbortError());
    this.background = new AbortController();
    for (const listener of this.listeners) listener();
  }
}
