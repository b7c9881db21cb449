import type { Completion, GenerateRequest, TokenEvent } from '../engine.ts';
import type { PromptTokens } from './chatTemplate.ts';

/** A request with its prompt's tokens. */
export interface Prompted {
  readonly request: GenerateRequest;
  readonly prompt: PromptTokens;
}

/** A request on its way to a completion. */
export interface Job extends Prompted {
  readonly call: Call;
  /** A later request of the call has the same prompt. */
  readonly shared: boolean;
  readonly onText: (text: string) => void;
  readonly onEnd: (completion: Completion) => void;
}

/**
 * The requests that were made together. The call ends when all of them are drawn, at once when it
 * is aborted, or when one of them fails; what it asked for is not wanted any more then.
 */
export class Call {
  readonly jobs: readonly Job[];
  /** In the requests' order. */
  readonly completions: Promise<Completion[]>;
  private reason: unknown;
  private ended = false;
  private readonly reject: (reason: unknown) => void;

  constructor(
    prompted: readonly Prompted[],
    signal: AbortSignal,
    onText: (event: TokenEvent) => void,
  ) {
    const { promise, resolve, reject } = Promise.withResolvers<Completion[]>();
    const completions: Completion[] = [];
    let missing = prompted.length;
    const onEnd = (index: number, completion: Completion) => {
      completions[index] = completion;
      missing -= 1;
      if (missing === 0) resolve(completions);
    };
    this.reject = reject;
    this.completions = promise;
    const keys = prompted.map(({ prompt }) => prompt.tokens.join(' '));
    this.jobs = prompted.map((each, index) => ({
      ...each,
      call: this,
      shared: keys.lastIndexOf(keys[index] ?? '') > index,
      onText: (text) => {
        if (!this.isOver) onText({ index, text });
      },
      onEnd: (completion) => onEnd(index, completion),
    }));
    if (missing === 0) resolve(completions);
    const onAbort = () => this.fail(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const settled = () => signal.removeEventListener('abort', onAbort);
    promise.then(settled, settled);
    if (signal.aborted) onAbort();
  }

  /** It was aborted, or failed. */
  get isOver(): boolean {
    return this.ended;
  }

  fail(reason: unknown): void {
    this.ended = true;
    this.reason ??= reason;
    this.reject(reason);
  }

  /** @throws what the call failed with, if it is over. */
  throwIfOver(): void {
    if (this.ended) throw this.reason;
  }
}
