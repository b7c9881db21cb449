/** In a pipe a line each 10 s says that the work goes on. */
const pipeIntervalMs = 10_000;
const terminalIntervalMs = 100;

/** One line on stderr that says how far the work is: rewritten on a terminal, rare in a pipe. */
export class Progress {
  private last = 0;
  private drawn = false;

  /** Shows `message` now, or not at all if the last one is too recent. */
  report(message: string): void {
    const { isTTY = false, columns = 80 } = process.stderr;
    const now = Date.now();
    this.last ||= isTTY ? 0 : now;
    if (now - this.last < (isTTY ? terminalIntervalMs : pipeIntervalMs)) return;
    this.last = now;
    this.drawn ||= isTTY;
    process.stderr.write(isTTY ? `\r\x1b[K${message.slice(0, columns - 1)}` : `${message}\n`);
  }

  /** Removes the line, so that results start on a clean one. */
  clear(): void {
    if (this.drawn) process.stderr.write('\r\x1b[K');
    this.drawn = false;
  }
}
