import {
  type CancellationToken,
  l10n,
  type Progress,
  ProgressLocation,
  commands as vscodeCommands,
  window,
} from 'vscode';
import { AbortError } from '../common/abort.ts';
import type { Place } from '../roundTrip.ts';
import { commands } from './ids.ts';
import type { Services } from './services.ts';
import { signalOf } from './signal.ts';

/**
 * Makes sure that a model is chosen, and asks for one where none is on this machine.
 * @throws AbortError when the person chose none, RoundtripError when the chosen one can't be used.
 */
export async function ensureModel({ session }: Services): Promise<void> {
  if (await session.chosen()) return;
  if (!(await vscodeCommands.executeCommand(commands.chooseModel))) throw new AbortError();
}

/**
 * Runs `work`, which the person asked for, with the model and the adapter of this place's repository
 * loaded, under a progress notification whose Cancel aborts the signal.
 * @param abort a second way to cancel, besides the notification.
 */
export async function withModel<T>(
  { session, rightOfWay }: Services,
  { repository }: Place,
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
  abort?: AbortSignal,
): Promise<T> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  const run = async (progress: Progress<{ message: string }>, token: CancellationToken) => {
    const signal = AbortSignal.any([signalOf(token), ...(abort ? [abort] : [])]);
    progress.report({ message: l10n.t('loading the model…') });
    await session.ready(repository, signal);
    progress.report({ message: l10n.t('writing…') });
    return work(signal);
  };
  return rightOfWay.take(() => window.withProgress(options, run));
}
