import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ExecutionReply, ExecutionRequest } from './executor.ts';

const requestLimit = 60_000;

type Outcomes = ExecutionReply['outcomes'];

/** Runs programs in a child process that is replaced when it hangs or dies. */
export class Execution {
  private child: ChildProcess | undefined;
  private id = 0;

  /**
   * @returns for each program the outcome of each input, or null for one that does not load; null
   * for all when the process had to be killed.
   */
  async run(
    name: string,
    programs: readonly string[],
    inputs: readonly string[],
  ): Promise<Outcomes> {
    this.child ??= fork(fileURLToPath(new URL('executor.ts', import.meta.url)), {
      execArgv: [...process.execArgv, '--max-old-space-size=512'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const { child } = this;
    const request: ExecutionRequest = { id: ++this.id, name, programs, inputs };
    const settled = new AbortController();
    const timer = setTimeout(() => child.kill('SIGKILL'), requestLimit);
    try {
      child.send(request);
      const { signal } = settled;
      const [reply] = await Promise.race([
        once(child, 'message', { signal }),
        once(child, 'exit', { signal }).then(() => []),
      ]);
      if (reply) return (reply as ExecutionReply).outcomes;
      this.child = undefined;
      return programs.map(() => null);
    } finally {
      clearTimeout(timer);
      settled.abort();
    }
  }

  stop(): void {
    this.child?.kill();
    this.child = undefined;
  }
}
