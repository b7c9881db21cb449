import type { CycleSummary, TrainingState } from '../messages.ts';
import type { Words } from '../words.ts';

export const statusWords = (words: Words): Readonly<Record<CycleSummary['status'], string>> => ({
  candidate: words.candidate,
  promoted: words.promoted,
  kept: words.kept,
  imported: words.imported,
});

export const stateWords = (
  words: Words,
): Readonly<Record<NonNullable<TrainingState['state']>, string>> => ({
  new: words.stateNew,
  running: words.stateRunning,
  finished: words.stateFinished,
  stopped: words.stateStopped,
  failed: words.stateFailed,
  crashed: words.stateCrashed,
});
