import type { Disposable } from '../common/disposable.ts';

/** In a pipe a line each 10 s says that the work goes on. */
const pipeIntervalMs = 10_000;
const terminalIntervalMs = 100;

/** One line on stderr that says how far the work is: rewritten on a terminal, rare in a pipe. */
export class Progress implements Disposable {
  private message = '';
  private last = 0;
  private drawn = false;
  private timer: NodeJS.Timeout | null = null;

  /** Shows `message`: on a terminal now, unless the last one is too recent; in a pipe when due. */
  report(message: string): void {
    this.message = message;
    if (process.stderr.isTTY) this.draw(process.stderr.columns || 80);
    else this.timer ??= setInterval(() => this.tell(), pipeIntervalMs).unref();
  }

  /** Removes the line, so that what is written next starts on a clean one. */
  clear(): void {
    if (this.drawn) process.stderr.write('\r\x1b[K');
    this.drawn = false;
    this.last = 0;
  }

  dispose(): void {
    this.clear();
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  private draw(columns: number): void {
    const now = Date.now();
    if (now - this.last < terminalIntervalMs) return;
    this.last = now;
    this.drawn = true;
    process.stderr.write(`\r\x1b[K${this.message.slice(0, columns - 1)}`);
  }

  private tell(): void {
    process.stderr.write(`${this.message}\n`);
  }
}
