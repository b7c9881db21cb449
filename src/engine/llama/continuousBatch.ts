import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import type { Completion, TokenEvent } from '../engine.ts';
import { Call, type Job, type Prompted } from './call.ts';
import type { Extent, Workspace } from './workspace.ts';
import { covers, type Workspaces } from './workspaces.ts';

/** Calls that are made at the same time come in messages of their own, within so many milliseconds. */
const arrivalMs = 10;

/**
 * Draws for all calls in flight at once: a lane that becomes free takes the next request, whichever
 * call it belongs to, so that lanes stay busy where one call ends and others go on. Requests are
 * taken up in the order they came, those made alone before those made together: a person waits for
 * them. A request that is alone altogether has the single context to itself.
 */
export class ContinuousBatch {
  private waiting: Job[] = [];
  private workspace: Workspace;
  private running: Promise<void> | null = null;

  constructor(private readonly workspaces: Workspaces) {
    this.workspace = workspaces.single;
  }

  draw(
    prompted: readonly Prompted[],
    signal: AbortSignal,
    onText: (event: TokenEvent) => void,
  ): Promise<Completion[]> {
    const call = new Call(prompted, signal, onText);
    this.waiting = inOrder([...this.waiting, ...call.jobs]);
    this.running ??= this.run();
    return call.completions;
  }

  /** Resolves when nothing is drawn any more. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    await nextTurn(); // a second call may be there already
    for (;;) {
      await this.workspace.forsake();
      this.waiting = this.waiting.filter(({ call }) => !call.isOver);
      if (this.workspace.busy > 0) {
        await this.fill();
        await this.workspace.step();
      } else if (this.waiting.length > 0) {
        await this.choose();
        await this.fill();
      } else {
        this.running = null;
        return;
      }
    }
  }

  /** Begins what waits, as far as lanes are free and the next in turn fits into them. */
  private async fill(): Promise<void> {
    const { extent } = this.workspace;
    while (this.workspace.busy < extent.sequences) {
      const [next] = this.waiting;
      if (!next || !covers(extent, this.wanted())) return;
      this.waiting.shift();
      if (!next.call.isOver) await this.workspace.begin(next);
    }
  }

  /** Where nothing is drawn: the context for what waits. */
  private async choose(): Promise<void> {
    this.workspace = this.workspaces.single;
    if (this.waiting.length === 1) return;
    await delay(arrivalMs);
    try {
      this.workspace = await this.workspaces.wide(this.wanted());
    } catch (error) {
      this.waiting[0]?.call.fail(error);
    }
  }

  /** What the busy lanes and those that wait need, the next in turn deciding on the length. */
  private wanted(): Extent {
    const [next] = this.waiting;
    return this.workspaces.extentFor(
      this.workspace.busy + this.waiting.length,
      next ? roomOf(next) : 0,
    );
  }
}

/** The tokens that a completion may take with its prompt. */
export function roomOf({ prompt, request }: Prompted): number {
  return prompt.tokens.length + request.maxTokens;
}

function inOrder(jobs: readonly Job[]): Job[] {
  const isAlone = ({ call }: Job) => call.jobs.length === 1;
  return [...jobs.filter(isAlone), ...jobs.filter((job) => !isAlone(job))];
}
