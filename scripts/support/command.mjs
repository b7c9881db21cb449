// Child processes of the scripts: started by argv, each in a process group, all ended together.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';
import { executables, root } from './paths.mjs';

/** A command that ended with another code than 0; `output` is what it printed, if it was captured. */
export class CommandError extends Error {
  name = 'CommandError';

  constructor(command, code, output) {
    super(`${command} ended with ${code}${output ? `:\n${output.trimEnd()}` : '.'}`);
    this.code = code;
  }
}

const running = new Set();

/**
 * Runs a command to its end and returns its standard output.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options] `show` passes the
 *   output through instead of keeping it for the error.
 * @throws {CommandError} when it can't start or ends with another code than 0
 */
export async function run(command, args, { cwd = root, env = {}, show = false } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...environment(), ...env },
    stdio: ['ignore', ...(show ? ['inherit', 'inherit'] : ['pipe', 'pipe'])],
    detached: true,
  });
  running.add(child);
  let output = '';
  let all = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    output += text;
    all += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    all += text;
  });
  try {
    const [code, signal] = await once(child, 'close');
    if (code !== 0) throw new CommandError([command, ...args].join(' '), code ?? signal, all);
    return output;
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError([command, ...args].join(' '), error.code ?? 'an error', error.message);
  } finally {
    running.delete(child);
  }
}

/** The project's own tools first, so that `node` is the Node of node_modules; no colours in a log. */
function environment() {
  return {
    ...process.env,
    PATH: `${executables}${delimiter}${process.env.PATH}`,
    ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
  };
}

/** On Ctrl-C or SIGTERM: asks every child's group to end, then makes it, then exits. */
export function endChildrenOnInterrupt() {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.once(signal, async () => {
      const ended = [...running].map((child) => once(child, 'close'));
      signalGroups('SIGTERM');
      await Promise.race([Promise.all(ended), new Promise((resolve) => setTimeout(resolve, 3000))]);
      signalGroups('SIGKILL');
      process.exit(code);
    });
  }
}

function signalGroups(signal) {
  for (const { pid } of running) {
    try {
      if (pid) process.kill(-pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}
