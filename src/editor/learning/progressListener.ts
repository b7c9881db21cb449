import type { Logger } from '../../common/logger.ts';
import type { CycleListener } from '../../cycle/cycleParts.ts';
import { noteText } from '../../cycle/progressWords.ts';
import { judgingWords, trainingWords } from '../words/trainingWords.ts';

/** Shows how a cycle goes, in the editor's language, and logs what was left out. */
export function progressListener(
  logger: Logger,
  show: (progress: string) => void,
): Omit<CycleListener, 'onStopped'> {
  return {
    onTrainerEvent(event) {
      const progress = trainingWords(event);
      if (progress !== null) show(progress);
      const note = noteText(event);
      if (note !== null) logger.info(note);
    },
    onJudging: (...facts) => show(judgingWords(...facts)),
    onNote: (sentence) => logger.info(sentence),
  };
}
