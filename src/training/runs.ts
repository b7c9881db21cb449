import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { RoundtripError } from '../common/errors.ts';
import { lockOwner } from '../common/lock.ts';
import { writeWhole } from '../common/writeWhole.ts';
import type { TrainerConfig } from './config.ts';
import {
  type Metrics,
  parseTrainerEvent,
  type TrainerEvent,
  type TrainingProgress,
} from './trainerEvents.ts';

/**
 * `new`: nothing happened yet. `finished`: it made an adapter. `failed`: the trainer said why.
 * `stopped`: it was told to end. `crashed`: it ended without a word.
 */
export type RunState = 'new' | 'running' | 'finished' | 'stopped' | 'failed' | 'crashed';

/** One run of the trainer, as its folder tells. */
export interface Run {
  /** Its number, and the id of the adapter that it makes. */
  readonly id: string;
  readonly directory: string;
  /** Null if it was never written whole. */
  readonly config: TrainerConfig | null;
  readonly state: RunState;
  /** True if there is a checkpoint that training can go on from. */
  readonly hasCheckpoint: boolean;
  readonly progress: TrainingProgress | null;
  readonly metrics: Metrics | null;
}

const isNumber = (name: string) => /^\d{4,}$/.test(name);

/** The runs of a data folder: `runs/NNNN`, and what is known of each. */
export class Runs {
  private readonly runs: string;
  private readonly adapters: string;

  constructor(dataDirectory: string) {
    this.runs = join(dataDirectory, 'runs');
    this.adapters = join(dataDirectory, 'adapters');
  }

  directory(id: string): string {
    return join(this.runs, id);
  }

  /** Takes the next number, which no run or adapter has or gets, and makes its folder. */
  async take(): Promise<string> {
    await mkdir(this.runs, { recursive: true });
    const taken = [...(await this.ids()), ...(await this.adapterIds())];
    for (let number = Math.max(0, ...taken.map(Number)) + 1; ; number++) {
      const id = String(number).padStart(4, '0');
      if (await isNewFolder(this.directory(id))) return id;
    }
  }

  /** @throws RoundtripError `disk-full`. */
  async writeConfig(id: string, config: TrainerConfig): Promise<void> {
    await writeWhole(configPath(this.directory(id)), `${JSON.stringify(config, null, 2)}\n`);
  }

  /** @throws RoundtripError `run-unusable` if there is no such run. */
  async read(id: string): Promise<Run> {
    const ids = await this.ids();
    if (!ids.includes(id)) {
      const last = ids.at(-1);
      throw new RoundtripError(
        'run-unusable',
        `There is no run ${id}. ${last ? `The last one is ${last}.` : 'Nothing was trained yet.'}`,
        { id },
      );
    }
    return readRun(id, this.directory(id));
  }

  /** All runs, oldest first. */
  async list(): Promise<Run[]> {
    return Promise.all((await this.ids()).map((id) => readRun(id, this.directory(id))));
  }

  /** What its trainer told so far, oldest first. */
  async events(id: string): Promise<TrainerEvent[]> {
    return readEvents(eventsPath(this.directory(id)));
  }

  private async ids(): Promise<string[]> {
    return (await namesIn(this.runs)).filter(isNumber).sort((a, b) => Number(a) - Number(b));
  }

  /** A run's folder may be deleted; the adapter that has its number keeps it. */
  private async adapterIds(): Promise<string[]> {
    const paths = await readdir(this.adapters, { recursive: true }).catch(() => []);
    return paths.map((path) => basename(path)).filter(isNumber);
  }
}

/** The file that one process holds while it trains in the folder of a run. */
export const runLockPath = (directory: string) => join(directory, 'lock');

const configPath = (directory: string) => join(directory, 'config.json');
const eventsPath = (directory: string) => join(directory, 'progress.jsonl');

async function readRun(id: string, directory: string): Promise<Run> {
  const [config, metrics, events, checkpoints, adapter, owner] = await Promise.all([
    readJson<TrainerConfig>(configPath(directory)),
    readJson<Metrics>(join(directory, 'metrics.json')),
    readEvents(eventsPath(directory)),
    namesIn(join(directory, 'checkpoints')),
    stat(join(directory, 'adapter.gguf')).catch(() => null),
    lockOwner(runLockPath(directory)),
  ]);
  const last = events.findLast((event) => event.event === 'progress');
  return {
    id,
    directory,
    config: config?.version === 1 ? config : null,
    state: owner === null ? endState(events, adapter !== null) : 'running',
    hasCheckpoint: checkpoints.length > 0,
    progress: last ?? null,
    metrics,
  };
}

/** How a run that no process works on came to its end, by what its last try told. */
function endState(events: readonly TrainerEvent[], hasAdapter: boolean): RunState {
  if (events.length === 0) return 'new';
  const start = events.findLastIndex(
    (event) => event.event === 'phase' && event.phase === 'loading',
  );
  const told = new Set(events.slice(Math.max(start, 0)).map(endOf));
  if (told.has('finished') && hasAdapter) return 'finished';
  if (told.has('failed')) return 'failed';
  return told.has('stopped') ? 'stopped' : 'crashed';
}

/** The state that an event leaves the run in; null if the run goes on after it. */
function endOf(event: TrainerEvent): RunState | null {
  switch (event.event) {
    case 'done':
      return 'finished';
    case 'error':
      return 'failed';
    case 'stopped':
      return event.reason === 'signal' ? 'stopped' : null;
    default:
      return null;
  }
}

/** The events of a file that a trainer may be writing to, or was killed in the middle of. */
async function readEvents(path: string): Promise<TrainerEvent[]> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  return lines.map(eventOrNull).filter((event) => event !== null);
}

function eventOrNull(line: string): TrainerEvent | null {
  try {
    return parseTrainerEvent(line);
  } catch {
    return null;
  }
}

/** The content of a file that is whole or absent; null also for one that is damaged. */
async function readJson<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}

const namesIn = (directory: string): Promise<string[]> => readdir(directory).catch(() => []);

/** Makes a folder. @returns false if it was there already. */
async function isNewFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
