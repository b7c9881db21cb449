import { Worker } from 'node:worker_threads';
import type { Disposable } from '../../common/disposable.ts';
import { RoundtripError } from '../../common/errors.ts';
import type { AsyncRewardFunction, Reward } from '../../reward/types.ts';
import type { Message, Question, ThreadData } from './rewardMessages.ts';

/** Where the thread's bundle and the grammars lie. */
export interface RewardBundle {
  /** The bundled rewardThread.ts, `dist/reward.mjs`. */
  readonly thread: string;
  /** The folder of the grammars, `dist/grammars`. */
  readonly grammars: string;
}

/** Rewards that are computed beside what this thread does. */
export interface RewardWorker extends Disposable {
  /** @throws RoundtripError `engine-failed` once the thread has ended. */
  readonly reward: AsyncRewardFunction;
}

interface Waiting {
  readonly resolve: (reward: Reward) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts a thread that computes rewards: they are the processor's work, some milliseconds each, for
 * which neither the model nor the person should have to wait. It keeps the process alive only while
 * a reward is asked for.
 * @param onFallback is told why a pair was compared by its syntax alone.
 */
export function createRewardWorker(
  { thread, grammars }: RewardBundle,
  onFallback: (cause: string) => void = () => {},
): RewardWorker {
  const workerData: ThreadData = { grammars };
  const worker = new Worker(thread, { workerData, execArgv: [] });
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let ended: RoundtripError | null = null;
  worker.unref();

  const settle = (id: number, how: (one: Waiting) => void) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (one) how(one);
  };
  const end = (why: string) => {
    ended ??= endedError(why);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('message', (message: Message) => {
    if ('fallback' in message) onFallback(message.fallback);
    else if ('reward' in message) settle(message.id, ({ resolve }) => resolve(message.reward));
    else settle(message.id, ({ reject }) => reject(new Error(message.error)));
  });
  worker.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.name));
  worker.on('exit', (code) => end(`exit code ${code}`));

  return {
    reward: (...judged) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        const [{ language, code }, ...others] = judged;
        const question: Question = { id: ++asked, judged: [{ language, code }, ...others] };
        waiting.set(question.id, { resolve, reject });
        worker.ref();
        worker.postMessage(question);
      }),
    dispose: () => void worker.terminate(),
  };
}

/** The reason is a code or a name: the message of an unforeseen error may hold source code. */
function endedError(why: string): RoundtripError {
  return new RoundtripError(
    'engine-failed',
    `The thread that computes rewards ended (${why}). Try again; if it ends again, install Roundtrip anew.`,
    { why },
  );
}
