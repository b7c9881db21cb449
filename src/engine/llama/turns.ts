import { abortable } from '../../common/abort.ts';

/**
 * Lets calls in by turns, in the order they came: those that share the model together, those that
 * change it alone. A call that is aborted while it waits gives up at once.
 */
export class Turns {
  /** Settles when all calls so far are done. */
  private everyone: Promise<unknown> = Promise.resolve();
  /** Settles when the last call that wanted to be alone, and all before it, are done. */
  private alone: Promise<unknown> = Promise.resolve();

  /** Does `work` beside other shared work. */
  shared<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const done = afterwards(this.alone, signal, work);
    this.everyone = Promise.allSettled([this.everyone, done]);
    return done;
  }

  /** Does `work` after all before it and before all after it. */
  exclusive<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const done = afterwards(this.everyone, signal, work);
    this.everyone = Promise.allSettled([this.everyone, done]);
    this.alone = this.everyone;
    return done;
  }
}

async function afterwards<T>(
  before: Promise<unknown>,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  await abortable(before, signal);
  return work();
}
