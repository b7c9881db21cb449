import { isAbort } from '../common/abort.ts';
import { messageOf } from '../common/errors.ts';
import type { Logger } from '../common/logger.ts';

/**
 * Lets work that nobody waits for go on by itself. What goes wrong is logged.
 * @param failed begins the line, as "No fidelity".
 */
export function inBackground(logger: Logger, failed: string, work: Promise<unknown>): void {
  work.catch((error) => {
    if (!isAbort(error)) logger.warn(`${failed}: ${messageOf(error)}`);
  });
}
