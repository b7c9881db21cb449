import { styleText } from 'node:util';
import type { Disposable } from '../common/disposable.ts';
import { Progress } from './progress.ts';

type Style = Parameters<typeof styleText>[0];

/**
 * Where a command's results and messages go: results on stdout, one JSON object a line with
 * `--json`, everything else on stderr.
 */
export class Output implements Disposable {
  private readonly line = new Progress();

  constructor(private readonly json: boolean) {}

  /** One result: `value` for programs, `text` for people. */
  result(value: object, text: () => string): void {
    this.line.clear();
    process.stdout.write(`${this.json ? JSON.stringify(value) : text()}\n`);
  }

  /** A result for programs alone: people get all of them together, by `report`. */
  record(value: object): void {
    if (this.json) this.result(value, () => '');
  }

  /** What people get in place of the records. */
  report(text: () => string): void {
    if (!this.json) this.result({}, text);
  }

  /** A sentence that is no result: a warning, or what was skipped. */
  note(message: string): void {
    this.line.clear();
    process.stderr.write(`${message}\n`);
  }

  /** How far the work is; gone as soon as there is something to say. */
  progress(message: string): void {
    this.line.report(message);
  }

  dispose(): void {
    this.line.dispose();
  }
}

/** `text` in a style, on a terminal that wants colour (NO_COLOR is heard). */
export function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** `0.824` as `82%`; a dash where there is none. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)}%`;
}
