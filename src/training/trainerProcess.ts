import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { lowerPriority } from '../common/childProcess.ts';
import { type ErrorCode, messageOf, RoundtripError } from '../common/errors.ts';
import { withLock } from '../common/lock.ts';
import { type Logger, silentLogger } from '../common/logger.ts';
import { runLockPath } from './runs.ts';
import { type Metrics, parseTrainerEvent, type TrainerEvent } from './trainerEvents.ts';
import { trainerVariables } from './trainerVariables.ts';

/** How long the trainer may take to save and end once it is told to, milliseconds. */
const saveGrace = 10_000;

/** A Python that has what the trainer needs, and the folder of the trainer's own source. */
export interface Trainer {
  readonly python: string;
  readonly source: string;
}

export interface TrainerRun extends Trainer {
  /** The folder of the run, with its `config.json`. */
  readonly runDirectory: string;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: TrainerEvent) => void) | undefined;
  readonly logger?: Logger | undefined;
}

export interface TrainerResult {
  /** The path of the adapter, as GGUF. */
  readonly adapter: string;
  readonly metrics: Metrics;
}

/**
 * Trains by the `config.json` in `runDirectory`, from the last checkpoint if there is one, at low
 * priority. An abort lets the trainer save; it is killed if that takes more than ten seconds.
 * @throws RoundtripError `trainer-failed` or the code for what the trainer says, in its words;
 * `run-unusable` while another process trains there; the signal's reason once it aborts.
 */
export async function runTrainer(run: TrainerRun): Promise<TrainerResult> {
  const path = runLockPath(run.runDirectory);
  const busy = (owner: number) =>
    new RoundtripError(
      'run-unusable',
      `Process ${owner} is at work on run ${basename(run.runDirectory)} already. Wait for it; if no such training runs, delete ${path}.`,
      { path, owner },
    );
  return withLock(path, busy, () => train(run));
}

async function train(run: TrainerRun): Promise<TrainerResult> {
  // What Python writes beside its events stays in the folder of the run.
  const log = await open(logPath(run), 'a');
  try {
    run.signal?.throwIfAborted();
    const child = start(run, log.fd);
    const told = readEvents(child, run);
    const how = await endOf(child, run.signal);
    run.signal?.throwIfAborted();
    return resultOf(told, run, how);
  } finally {
    await log.close();
  }
}

function start({ python, source, runDirectory }: TrainerRun, log: number): ChildProcess {
  const child = spawn(python, ['-m', 'roundtrip_trainer', 'train', runDirectory], {
    cwd: runDirectory,
    env: { ...process.env, ...trainerVariables(source) },
    stdio: ['ignore', 'pipe', log],
    // A process group of its own: Ctrl-C in a terminal is for us, who let the trainer save.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  lowerPriority(child);
  return child;
}

/** What the trainer said that decides the outcome. */
interface Told {
  done: TrainerResult | null;
  error: { readonly code: string; readonly message: string } | null;
}

function readEvents(
  { stdout }: ChildProcess,
  { onEvent = () => {}, logger = silentLogger }: TrainerRun,
): Told {
  const told: Told = { done: null, error: null };
  if (!stdout) throw new Error('The trainer has no output.');
  createInterface({ input: stdout }).on('line', (line) => {
    const event = eventOf(line, logger);
    if (!event) return;
    if (event.event === 'done') told.done = { adapter: event.adapter, metrics: event.metrics };
    if (event.event === 'error') told.error = event;
    onEvent(event);
  });
  return told;
}

function eventOf(line: string, logger: Logger): TrainerEvent | null {
  try {
    return parseTrainerEvent(line);
  } catch (error) {
    logger.warn(`${messageOf(error)}; it has ${line.length} characters.`);
    return null;
  }
}

/** @returns how the process ended, once all it wrote was read. */
async function endOf(child: ChildProcess, signal: AbortSignal | undefined): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    child.kill('SIGTERM');
    timer = setTimeout(() => child.kill('SIGKILL'), saveGrace);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const [code, killer] = await once(child, 'close');
    return killer ? `signal ${killer}` : `exit code ${code}`;
  } catch (error) {
    throw new RoundtripError(
      'environment-failed',
      `The trainer's Python can't be started (${messageOf(error)}). Set its environment up again.`,
      { program: child.spawnfile },
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** The codes that the trainer and the rest of Roundtrip share. */
const sharedCodes: ReadonlySet<string> = new Set<ErrorCode>([
  'no-rollouts',
  'disk-full',
  'adapter-mismatch',
  'model-unsupported',
]);

function resultOf({ done, error }: Told, run: TrainerRun, how: string): TrainerResult {
  if (done) return done;
  const log = logPath(run);
  if (error) {
    const code = sharedCodes.has(error.code) ? (error.code as ErrorCode) : 'trainer-failed';
    throw new RoundtripError(code, error.message, { trainerCode: error.code, log });
  }
  throw new RoundtripError(
    'trainer-failed',
    `The trainer ended without a word (${how})${how === 'signal SIGKILL' ? ', often for want of memory' : ''}. Resume run ${basename(run.runDirectory)} to go on from its last checkpoint; what Python said is in ${log}.`,
    { how, log },
  );
}

const logPath = ({ runDirectory }: TrainerRun) => join(runDirectory, 'trainer.log');
