import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

export interface Limits {
  readonly seconds: number;
  /** Resident memory of the command and all it starts; heard on Linux. */
  readonly megabytes: number;
}

/** How a command ended. `exit` is null where it was stopped or never started. */
export interface Ended {
  readonly exit: number | null;
  readonly why: 'done' | 'too-long' | 'too-much-memory' | 'not-started';
}

const memoryCheckMs = 250;

/**
 * Runs a command without a shell, its output thrown away, in a process group of its own that is
 * killed as a whole at the limit, or when `signal` is aborted.
 * @throws the signal's reason.
 */
export async function runLimited(
  [program = '', ...args]: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  { seconds, megabytes }: Limits,
  signal?: AbortSignal,
): Promise<Ended> {
  signal?.throwIfAborted();
  const child = spawn(program, args, { cwd, env, stdio: 'ignore', detached: true });
  let why: Ended['why'] = 'done';
  const stop = (reason: Ended['why']) => {
    why = reason;
    killGroup(child);
  };
  const onAbort = () => killGroup(child);
  signal?.addEventListener('abort', onAbort);
  const timer = setTimeout(() => stop('too-long'), seconds * 1000);
  const watch = setInterval(async () => {
    if ((await groupMegabytes(child.pid)) > megabytes) stop('too-much-memory');
  }, memoryCheckMs);
  try {
    const exit = await new Promise<number | null>((resolve) => {
      child.once('error', () => {
        why = 'not-started';
        resolve(null);
      });
      child.once('close', resolve);
    });
    signal?.throwIfAborted();
    return { exit, why };
  } finally {
    clearTimeout(timer);
    clearInterval(watch);
    signal?.removeEventListener('abort', onAbort);
    killGroup(child);
  }
}

/** Also after the command's end: what it left behind in its group goes too. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Resident memory of all processes whose session began with `leader`; 0 where /proc is missing. */
async function groupMegabytes(leader: number | undefined): Promise<number> {
  const entries = await readdir('/proc').catch(() => []);
  const pages = await Promise.all(
    entries.filter((entry) => /^\d+$/.test(entry)).map((pid) => residentPages(pid, leader)),
  );
  return (pages.reduce((sum, count) => sum + count, 0) * 4096) / 2 ** 20;
}

/** See proc(5): in `stat` session is the 6th field, resident pages the 24th. */
async function residentPages(pid: string, session: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[3]) === session ? Number(fields[21]) : 0;
}
