/** Thrown (as `signal.reason`) when the person cancelled; never shown as an error. */
export class AbortError extends Error {
  override readonly name = 'AbortError';

  constructor(message = 'Cancelled.') {
    super(message);
  }
}

/** True for any error that stands for a cancellation, ours or the platform's. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/**
 * Rejects with an AbortError as soon as `signal` aborts, else settles as `promise` does. The work
 * behind `promise` is not stopped by this: pass it the signal as well.
 */
export async function abortable<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return promise;
  signal.throwIfAborted();
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
