import { type ExtensionContext, commands as vscodeCommands } from 'vscode';
import type { Logger } from '../common/logger.ts';
import { showError } from './showError.ts';

/**
 * Registers a command whose errors are shown to the person. It ends when its work does.
 * @param again the command that "Try Again" runs.
 */
export function registerCommand<Arguments extends unknown[]>(
  context: ExtensionContext,
  logger: Logger,
  id: string,
  run: (...args: Arguments) => Promise<void>,
  again = id,
): void {
  context.subscriptions.push(
    vscodeCommands.registerCommand(id, (...args: Arguments) =>
      run(...args).catch((error) => showError(error, logger, again)),
    ),
  );
}
