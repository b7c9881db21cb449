import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  type CancellationToken,
  CancellationTokenSource,
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  type ProgressType,
  ResponseError,
} from 'vscode-jsonrpc/node';
import { abortable } from '../common/abort.ts';
import { lowerPriority } from '../common/childProcess.ts';
import { RoundtripError } from '../common/errors.ts';
import type { Logger } from '../common/logger.ts';
import { fromResponseError } from './protocol.ts';

/** How long the process may take to give up a cancelled call before it is killed, milliseconds. */
const cancelGrace = 3000;
/** How long the process may take to end by itself, milliseconds. */
const exitGrace = 1000;

export interface EngineOptions {
  /** Where the process keeps what it measured; without, it measures each time. */
  readonly dataDirectory?: string;
  /** At low priority, for work that nobody waits for. */
  readonly background?: boolean;
}

/** Makes one call on the connection; the token tells the process to give the call up. */
export type Send<R> = (connection: MessageConnection, token: CancellationToken) => Promise<R>;

/**
 * One life of the engine's process. While no call is pending it does not keep this process's event
 * loop alive, and it ends by itself when this process goes away.
 */
export class EngineProcess {
  private readonly child: ChildProcess;
  private readonly connection: MessageConnection;
  private readonly died: Promise<never>;
  private pending = 0;
  private ended = false;

  /**
   * @param worker the path of the bundled worker.ts.
   */
  constructor(worker: string, logger: Logger, { dataDirectory, background }: EngineOptions = {}) {
    const scratch = mkdtempSync(join(tmpdir(), 'roundtrip-engine-'));
    const args = dataDirectory === undefined ? [scratch] : [scratch, dataDirectory];
    // No execArgv: a debugger or a loader of this process is not for the model's process.
    this.child = fork(worker, args, {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    if (background) lowerPriority(this.child);
    if (this.child.stderr) {
      const lines = createInterface({ input: this.child.stderr });
      lines.on('line', (line) => logger.debug(`engine: ${line}`));
    }
    this.connection = createMessageConnection(
      new IPCMessageReader(this.child),
      new IPCMessageWriter(this.child),
    );
    this.connection.onError(([error]) => logger.debug(`engine: ${error.message}`));
    this.connection.listen();
    this.died = new Promise((_, reject) => {
      const onEnd = (how: string) => {
        this.ended = true;
        reject(
          new RoundtripError(
            'engine-died',
            `The model's process ended unexpectedly (${how}). Try again; it is started afresh.`,
            { how },
          ),
        );
        this.connection.dispose();
        removeQuietly(scratch);
      };
      this.child.on('error', (error) => onEnd(error.message));
      this.child.once('exit', (code, signal) =>
        onEnd(signal ? `signal ${signal}` : `exit code ${code}`),
      );
    });
    this.died.catch(() => {}); // an idle process may die unnoticed
    this.setKeepsAlive(false);
  }

  get alive(): boolean {
    return !this.ended;
  }

  /**
   * Makes one call. It rejects as soon as `signal` aborts; a process that has not given the call up
   * three seconds later is killed.
   * @throws RoundtripError what the process answered, or `engine-died`.
   */
  async call<R>(send: Send<R>, signal?: AbortSignal): Promise<R> {
    signal?.throwIfAborted();
    const token = new CancellationTokenSource();
    // Async, since a connection that is closed already throws at once.
    const answer = Promise.race([(async () => send(this.connection, token.token))(), this.died]);
    const onAbort = () => this.cancel(token, answer);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (this.pending++ === 0) this.setKeepsAlive(true);
    try {
      return await abortable(answer, signal);
    } catch (error) {
      if (signal?.aborted) throw error;
      if (error instanceof ResponseError && error.data !== undefined) {
        throw fromResponseError(error);
      }
      // No answer of ours: the connection broke, perhaps before the process's end was noticed.
      this.child.kill('SIGKILL');
      throw await this.died.catch((death) => death);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      if (--this.pending === 0) this.setKeepsAlive(false);
    }
  }

  /** Like `call`, with what the process reports on the way. */
  async callWithProgress<P, R>(
    type: ProgressType<P>,
    onProgress: (value: P) => void,
    send: (connection: MessageConnection, token: CancellationToken, id: number) => Promise<R>,
    signal?: AbortSignal,
  ): Promise<R> {
    const id = nextProgressId++;
    const listener = this.connection.onProgress(type, id, onProgress);
    try {
      return await this.call((connection, token) => send(connection, token, id), signal);
    } finally {
      listener.dispose();
    }
  }

  /** Ends the process; one that does not obey within a second is killed. */
  end(): void {
    if (this.ended) return;
    this.child.kill();
    this.killAfter(exitGrace);
  }

  private cancel(token: CancellationTokenSource, answer: Promise<unknown>): void {
    token.cancel();
    const timer = this.killAfter(cancelGrace);
    const settled = () => clearTimeout(timer);
    answer.then(settled, settled);
  }

  private killAfter(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => this.child.kill('SIGKILL'), milliseconds).unref();
  }

  private setKeepsAlive(keeps: boolean): void {
    const handles = [this.child, this.child.channel, this.child.stderr as Socket | null];
    for (const handle of handles) keeps ? handle?.ref() : handle?.unref();
  }
}

let nextProgressId = 1;

/** A folder that is still held open stays for the system to clear. */
function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Windows refuses while a file in it is held; it lies in the temporary folder.
  }
}
