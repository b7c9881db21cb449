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
  | 'engine-died'
  | 'engine-failed'
  | 'prompt-too-long'
  | 'empty-reply'
  | 'unusable-reply'
  | 'store-locked'
  | 'store-newer'
  | 'disk-full'
  | 'untrusted-workspace';

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
