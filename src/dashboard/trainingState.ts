import { lockOwner } from '../common/lock.ts';
import { noteText, phaseWords } from '../cycle/progressWords.ts';
import { type Run, type Runs, runLockPath } from '../training/runs.ts';
import type { TrainerEvent } from '../training/trainerEvents.ts';
import type { LogLine, TrainingState } from './messages.ts';

/** One run as it goes or went. @param id null for the newest. */
export async function trainingState(runs: Runs, id: string | null): Promise<TrainingState> {
  const all = (await runs.list()).reverse();
  const shown = all.find((run) => run.id === id) ?? all.find(isAtWork) ?? all[0];
  const events = shown ? await runs.events(shown.id) : [];
  return {
    runs: all.map((run) => ({ id: run.id, state: run.state })),
    run: shown?.id ?? null,
    state: shown?.state ?? null,
    hasCheckpoint: shown?.hasCheckpoint ?? false,
    isOurs: shown !== undefined && (await lockOwner(runLockPath(shown.directory))) === process.pid,
    progress: events.filter((event) => event.event === 'progress'),
    log: events.flatMap(logLine),
  };
}

const isAtWork = ({ state }: Run) => state === 'running';

function logLine(event: TrainerEvent): LogLine[] {
  switch (event.event) {
    case 'phase':
      return [{ kind: 'phase', text: phaseWords[event.phase] ?? event.phase }];
    case 'error':
      return [{ kind: 'error', text: event.message }];
    default: {
      const note = noteText(event);
      return note === null ? [] : [{ kind: 'note', text: note }];
    }
  }
}
