import { basename } from 'node:path';
import {
  type ExtensionContext,
  l10n,
  ProgressLocation,
  commands as vscodeCommands,
  window,
} from 'vscode';
import { forgetRepository, type RepositoryTraces, tracesOf } from '../../cycle/forgetRepository.ts';
import type { FidelityIndex } from '../fidelityIndex.ts';
import { commands } from '../ids.ts';
import { registerCommand } from '../registerCommand.ts';
import type { Services } from '../services.ts';
import { repositoryAtHand } from './repositoryAtHand.ts';

/** "Forget This Repository": says what will go, removes it, and says what went. */
export function registerForgetRepository(
  context: ExtensionContext,
  services: Services,
  index: FidelityIndex,
): void {
  const { logger, rightOfWay } = services;
  registerCommand(context, logger, commands.forgetRepository, async () => {
    rightOfWay.requireFree();
    const repository = await repositoryAtHand();
    const name = basename(repository);
    const kept = tracesWords(await tracesOf(services, repository));
    if (kept === null) {
      void window.showInformationMessage(l10n.t('Nothing is kept of {0}.', name));
      return;
    }
    if (!(await isAgreed(name, kept))) return;
    await vscodeCommands.executeCommand(commands.turnOffLearning);
    const title = l10n.t('Forgetting {0}', name);
    const removed = await rightOfWay.take(() =>
      window.withProgress({ location: ProgressLocation.Notification, title }, () =>
        forgetRepository(services, repository),
      ),
    );
    index.clear();
    const words = tracesWords(removed) ?? l10n.t('nothing was left');
    void window.showInformationMessage(l10n.t('{0} is forgotten. Removed: {1}.', name, words));
  });
}

async function isAgreed(name: string, kept: string): Promise<boolean> {
  const forget = l10n.t('Forget');
  const detail = l10n.t(
    'These go for good: {0}. The code itself is not touched. Learning in the background is turned off for this workspace.',
    kept,
  );
  const question = l10n.t('Forget what Roundtrip keeps of {0}?', name);
  return (await window.showWarningMessage(question, { modal: true, detail }, forget)) === forget;
}

/** What is kept of a repository, or was, in words; null for nothing. */
function tracesWords({ records, runs, adapters, activities }: RepositoryTraces): string | null {
  const { functions, documentations, reconstructions, verdicts } = records;
  const words = [
    ...(functions > 0
      ? [
          l10n.t(
            'functions: {0}, documentations: {1}, reconstructions: {2}, verdicts of yours: {3}',
            ...[functions, documentations, reconstructions, verdicts],
          ),
        ]
      : []),
    ...(runs.length > 0 ? [l10n.t('training runs: {0}', runs.length)] : []),
    ...(adapters.length > 0 ? [l10n.t('adapters: {0}', adapters.length)] : []),
    ...(activities > 0 ? [l10n.t('entries on background learning: {0}', activities)] : []),
  ];
  return words.length === 0 ? null : words.join('; ');
}
