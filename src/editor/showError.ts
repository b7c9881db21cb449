import { l10n, commands as vscodeCommands, window } from 'vscode';
import { isAbort } from '../common/abort.ts';
import { type ErrorCode, messageOf, RoundtripError } from '../common/errors.ts';
import type { Logger } from '../common/logger.ts';
import { commands } from './ids.ts';
import { errorText } from './words/errorText.ts';

interface Action {
  readonly label: string;
  readonly command: string;
}

/** The action that mends each kind of error. `again` is the command that met it. */
function actionFor(code: ErrorCode, again: string): Action {
  switch (code) {
    case 'model-not-chosen':
    case 'model-missing':
    case 'model-truncated':
    case 'model-not-gguf':
    case 'model-unsupported':
    case 'model-too-large':
    case 'model-wrong-checksum':
    case 'download-failed':
      return { label: l10n.t('Choose a Model'), command: commands.chooseModel };
    case 'environment-missing':
    case 'environment-failed':
      return { label: l10n.t('Set Up the Trainer'), command: commands.setUpTrainer };
    case 'adapter-missing':
    case 'adapter-unreadable':
    case 'adapter-mismatch':
      return { label: l10n.t('Adapters'), command: commands.adapters };
    case 'model-busy':
      return { label: l10n.t('Stop Training'), command: commands.stopTraining };
    case 'untrusted':
      return { label: l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' };
    case 'no-documentation':
      return { label: l10n.t('Document This Function'), command: commands.document };
    case 'target-changed':
    case 'empty-reply':
    case 'unusable-reply':
    case 'engine-died':
    case 'trainer-failed':
    case 'run-unusable':
      return { label: l10n.t('Try Again'), command: again };
    default:
      return { label: l10n.t('Show Log'), command: commands.showLog };
  }
}

/** Shows an error as a sentence with the action that mends it; a cancellation is no error. */
export function showError(error: unknown, logger: Logger, again: string): void {
  if (isAbort(error)) return;
  const known = error instanceof RoundtripError;
  logger.error(known ? error.code : 'Unexpected error:', error);
  if (!known && error instanceof Error && error.stack) logger.debug(error.stack);
  const message = known
    ? errorText(error)
    : l10n.t('Roundtrip met an unexpected error: {0} Please report it.', messageOf(error));
  const { label, command } = actionFor(known ? error.code : 'engine-failed', again);
  void window.showErrorMessage(message, label).then((chosen) => {
    if (chosen === label) void vscodeCommands.executeCommand(command);
  });
}
