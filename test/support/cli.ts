import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const program = resolve('dist', 'cli.mjs');

/** What a command line came to. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The JSON objects on stdout, one a line. */
  lines<T = Record<string, unknown>>(): T[];
}

export type Environment = Readonly<Record<string, string>>;

/** A folder of its own for one story of the command line; its data folder is `data` inside. */
export class CommandLine {
  readonly folder = mkdtempSync(join(tmpdir(), 'roundtrip-cli-'));

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes a file, with its folders. @returns its absolute path. */
  write(path: string, content: string | Uint8Array): string {
    const absolute = join(this.folder, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, content);
    return absolute;
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Runs dist/cli.mjs to its end. @param output takes the place of the pipe on stdout. */
  async run(
    args: readonly string[],
    environment: Environment = {},
    output: 'pipe' | number = 'pipe',
  ): Promise<Ended> {
    const child = this.start(args, environment, output);
    if (!child.stderr) throw new Error('The command line has no stderr.');
    const [stdout, stderr, [code]] = await Promise.all([
      child.stdout ? text(child.stdout) : '',
      text(child.stderr),
      once(child, 'close'),
    ]);
    const lines = <T>(): T[] =>
      stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    return { code, stdout, stderr, lines };
  }

  /** Starts dist/cli.mjs, for what happens in its middle. */
  start(
    args: readonly string[],
    environment: Environment = {},
    output: 'pipe' | number = 'pipe',
  ): ChildProcess {
    const { ROUNDTRIP_MODEL: _, FORCE_COLOR: __, NO_COLOR: ___, ...inherited } = process.env;
    return spawn(process.execPath, [program, ...args], {
      cwd: this.folder,
      env: { ...inherited, ROUNDTRIP_DATA: join(this.folder, 'data'), ...environment },
      stdio: ['ignore', output, 'pipe'],
    });
  }
}
