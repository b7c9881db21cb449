import type { Action, AnswerTo, Question } from '../messages.ts';
import { isAnswer, readReply } from '../shapes.ts';

/** Where the page's facts come from. */
export interface Source {
  /** @throws Error with a sentence for the person. */
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>>;
  /** How many rollouts it has, the newest; null where it has all. */
  readonly holds: number | null;
  /** Null where nothing can be done but to look, as in a report. */
  readonly act: ((action: Action) => Promise<void>) | null;
  /** Puts what was exported where the person wants it. */
  save(action: Extract<Action, { act: 'save' }>): Promise<void>;
}

/** What VS Code gives to a page in a webview. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Asks the extension host by messages. */
export class HostSource implements Source {
  readonly holds = null;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  constructor(
    private readonly api: VsCodeApi,
    private readonly notUnderstood: string,
  ) {
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const reply = readReply(data);
      const waiting = reply && this.waiting.get(reply.id);
      if (!reply || !waiting) return;
      this.waiting.delete(reply.id);
      if ('error' in reply) waiting.reject(new Error(reply.error));
      else waiting.resolve(reply.value);
    });
  }

  async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    const value = await this.send(question);
    if (isAnswer<Q['ask']>(question.ask, value)) return value;
    throw new Error(this.notUnderstood);
  }

  act = async (action: Action): Promise<void> => {
    await this.send(action);
  };

  save(action: Extract<Action, { act: 'save' }>): Promise<void> {
    return this.act(action);
  }

  private send(message: Question | Action): Promise<unknown> {
    this.last += 1;
    const id = this.last;
    const answered = new Promise<unknown>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
    });
    this.api.postMessage({ ...message, id });
    return answered;
  }
}
