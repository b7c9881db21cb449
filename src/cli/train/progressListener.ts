import type { CycleListener } from '../../cycle/cycleParts.ts';
import { judgingText, noteText } from '../../cycle/progressWords.ts';
import type { Output } from '../output.ts';
import { progressText } from './progressText.ts';

/** Shows people how a cycle goes, as a bar, and what was left out. */
export function progressListener(output: Output): Omit<CycleListener, 'onStopped'> {
  return {
    onTrainerEvent(event) {
      const progress = progressText(event);
      if (progress !== null) output.progress(progress);
      const note = noteText(event);
      if (note !== null) output.note(note);
    },
    onJudging: (...facts) => output.progress(judgingText(...facts)),
    onNote: (sentence) => output.note(sentence),
  };
}
