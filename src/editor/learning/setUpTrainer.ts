import { type ExtensionContext, l10n, ProgressLocation, window } from 'vscode';
import type { Trainer } from '../../training/trainerProcess.ts';
import { commands } from '../ids.ts';
import { registerCommand } from '../registerCommand.ts';
import type { Services } from '../services.ts';
import { signalOf } from '../signal.ts';
import { setUpWords } from '../words/setUpWords.ts';
import { requireTrust } from './requireTrust.ts';

/** "Set Up the Trainer": its Python environment, once for all windows and the command line. */
export function registerSetUpTrainer(context: ExtensionContext, services: Services): void {
  registerCommand(context, services.logger, commands.setUpTrainer, async () => {
    requireTrust();
    const before = await services.trainerEnvironment.status();
    if (!before.python && !(await isAgreed())) return;
    await readyTrainer(services);
    const { detail } = await services.trainerEnvironment.status();
    void window.showInformationMessage(l10n.t('The trainer is ready: {0}.', detail));
  });
}

/** What a set-up costs, for the person to decide by. */
export const setUpSize = () =>
  l10n.t(
    'PyTorch and what belongs to it are fetched from Python package indexes into the data folder: 1 to 2 GB for a processor, up to 8 GB for a graphics card.',
  );

async function isAgreed(): Promise<boolean> {
  const setUp = l10n.t('Set Up');
  const question = l10n.t('Set up the trainer?');
  const options = { modal: true, detail: setUpSize() };
  return (await window.showInformationMessage(question, options, setUp)) === setUp;
}

/**
 * A trainer that can run; its environment is set up under a progress notification if it is not there.
 * @throws RoundtripError `environment-missing`, `environment-failed`, `disk-full`; AbortError.
 */
export async function readyTrainer({ trainerEnvironment }: Services): Promise<Trainer> {
  const { source } = trainerEnvironment;
  const { python } = await trainerEnvironment.status();
  if (python) return { python, source };
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Setting up the trainer'),
    cancellable: true,
  };
  return window.withProgress(options, async (progress, token) => {
    const made = await trainerEnvironment.setUp({
      signal: signalOf(token),
      onProgress: (state) => progress.report({ message: setUpWords(state) }),
    });
    return { python: made, source };
  });
}
