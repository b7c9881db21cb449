import { messageOf } from '../common/errors.ts';
import type { Verdict } from '../rollout/types.ts';
import type { Services } from './services.ts';

/** Records what the person did with a doc. A store that can't be written never stops them. */
export function recordVerdict(
  { store, logger }: Services,
  documentationId: number,
  verdict: Verdict,
  editedDoc?: string,
): void {
  try {
    store.recordVerdict(documentationId, verdict, editedDoc);
  } catch (error) {
    logger.warn(`The verdict “${verdict}” was not recorded: ${messageOf(error)}`);
  }
}
