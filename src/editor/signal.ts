import type { CancellationToken } from 'vscode';
import { AbortError } from '../common/abort.ts';

/** The one place where VS Code's cancellation becomes the core's. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort(new AbortError());
  else token.onCancellationRequested(() => controller.abort(new AbortError()));
  return controller.signal;
}
