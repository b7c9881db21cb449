import { l10n, commands as vscodeCommands, window } from 'vscode';
import { isAbort } from '../common/abort.ts';
import { type ErrorCode, messageOf, RoundtripError } from '../common/errors.ts';
import type { Logger } from '../common/logger.ts';
import { commands } from './ids.ts';

interface Action {
  readonly label: string;
  readonly command: string;
}

/** The action that mends each kind of error, where there is one. */
function actionFor(code: ErrorCode): Action | null {
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
    case 'no-documentation':
    case 'target-changed':
    case 'empty-reply':
    case 'unusable-reply':
      return { label: l10n.t('Document This Function'), command: commands.document };
    default:
      return { label: l10n.t('Show Log'), command: commands.showLog };
  }
}

/** Shows an error as a sentence with the action that mends it; a cancellation is no error. */
export function showError(error: unknown, logger: Logger): void {
  if (isAbort(error)) return;
  const known = error instanceof RoundtripError;
  logger.error(known ? error.code : 'Unexpected error:', error);
  if (!known && error instanceof Error && error.stack) logger.debug(error.stack);
  const message = known
    ? error.message
    : l10n.t('Roundtrip met an unexpected error: {0} Please report it.', messageOf(error));
  const action = known ? actionFor(error.code) : actionFor('engine-failed');
  void window.showErrorMessage(message, ...(action ? [action.label] : [])).then((chosen) => {
    if (chosen && action) void vscodeCommands.executeCommand(action.command);
  });
}
