import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import type { Readable } from 'node:stream';

/** How a process ended. `errors` is the end of what it wrote to stderr. */
export interface Outcome {
  readonly code: number | null;
  readonly errors: string;
}

export interface StartOptions {
  readonly directory: string;
  /** Added to this process's own; undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  /** Told what the program writes to stderr, as it comes. */
  readonly onErrors?: ((text: string) => void) | undefined;
}

const keptErrors = 8_192;

/**
 * Starts a program by its arguments, without a shell and without input. An abort kills it and all it
 * has started at once; `ended` then rejects with the signal's reason, after the process is gone.
 * @returns its output, which must be read, and its end; both fail if it can't be started.
 */
export function startProcess(
  program: string,
  args: readonly string[],
  { directory, environment, signal, onErrors }: StartOptions,
): { output: Readable; ended: Promise<Outcome> } {
  signal?.throwIfAborted();
  const child = spawn(program, args, {
    cwd: directory,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // On POSIX the child leads a process group of its own, so that the group can be killed.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  if (onErrors) child.stderr.setEncoding('utf8').on('data', onErrors);
  return { output: child.stdout, ended: endOf(child, child.stderr, signal) };
}

async function endOf(
  child: ChildProcess,
  stderr: Readable,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  let errors = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-keptErrors);
  });
  const onAbort = () => killTree(child);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const [code] = await once(child, 'close');
    signal?.throwIfAborted();
    return { code, errors };
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

function killTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** What the person does meanwhile comes before this process. */
export function lowerPriority({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It ended at once, which is told in another place.
  }
}

/** The last thing said, where most programs say what is wrong; credentials in addresses hidden. */
export function lastLine(errors: string): string {
  const line = errors.trim().split('\n').at(-1) ?? '';
  return line
    .replace(/^ERROR: /, '')
    .replace(/\/\/[^/@\s]+@/g, '//***@')
    .replace(/\.$/, '');
}
