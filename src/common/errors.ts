/** What went wrong, as a name that callers can branch on; the message says it to a person. */
export type ErrorCode =
  | 'usage'
  | 'no-function'
  | 'unknown-language'
  | 'syntax'
  | 'no-documentation'
  | 'no-body'
  | 'edit-refused'
  | 'target-changed'
  | 'file-unreadable'
  | 'file-read-only'
  | 'model-not-chosen'
  | 'model-missing'
  | 'model-truncated'
  | 'model-not-gguf'
  | 'model-unsupported'
  | 'model-wrong-checksum'
  | 'model-too-large'
  | 'download-failed'
  | 'gpu-unavailable'
  | 'model-busy'
  | 'engine-died'
  | 'engine-failed'
  | 'prompt-too-long'
  | 'empty-reply'
  | 'unusable-reply'
  | 'store-locked'
  | 'store-newer'
  | 'disk-full'
  | 'untrusted'
  | 'environment-missing'
  | 'environment-failed'
  | 'trainer-failed'
  | 'no-rollouts'
  | 'run-unusable'
  | 'adapter-missing'
  | 'adapter-unreadable'
  | 'adapter-mismatch'
  | 'problems-unusable'
  | 'tool-missing'
  | 'server-failed';

/**
 * An error that a user can meet. `message` is one sentence or two: what happened and what to do.
 * `data` holds the facts behind it (paths, sizes), never source code, so that it may be logged.
 */
export class RoundtripError extends Error {
  override readonly name = 'RoundtripError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly data: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The message of whatever was thrown, for a sentence shown to a person. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** True when the operating system refused a write because no space (or quota) is left. */
export function isDiskFull(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** One of several results: what it gave, or why it gave nothing usable. */
export type Outcome<T> = { readonly value: T } | { readonly error: RoundtripError };

/** Runs `work`; a RoundtripError becomes its outcome, anything else is a defect and goes on. */
export function attempt<T>(work: () => T): Outcome<T> {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof RoundtripError) return { error };
    throw error;
  }
}

/** The value, or null for an error. */
export function successOf<T>(outcome: Outcome<T>): T | null {
  return 'error' in outcome ? null : outcome.value;
}

/** The error's code, or null for a value. */
export function failureOf(outcome: Outcome<unknown>): ErrorCode | null {
  return 'error' in outcome ? outcome.error.code : null;
}

/** The first outcome's value. @throws RoundtripError its error. */
export function firstValue<T>([outcome]: readonly Outcome<T>[]): T {
  if (!outcome) throw new Error('Nothing was drawn.');
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

/** What goes wrong with one function says nothing of the next; anything else would fail again. */
const ofOneFunction: ReadonlySet<ErrorCode> = new Set([
  'empty-reply',
  'unusable-reply',
  'prompt-too-long',
  'edit-refused',
  'target-changed',
  'no-body',
]);

/** True for an error after which a run over several functions goes on. */
export function concernsOneFunction(error: unknown): error is RoundtripError {
  return error instanceof RoundtripError && ofOneFunction.has(error.code);
}
