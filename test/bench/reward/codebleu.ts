import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { LanguageId } from '../../../src/parse/types.ts';
import type { LabelledPair } from './labelledPair.ts';

const environment = resolve('.cache/bench/codebleu');
const worker = join(dirname(fileURLToPath(import.meta.url)), 'codebleuWorker.py');

/** What codebleu 0.7.0 runs with: its `Language(pointer)` is that of tree-sitter 0.22. */
const requirements = [
  'codebleu==0.7.0',
  'tree-sitter==0.22.3',
  'tree-sitter-python==0.21.0',
  'tree-sitter-javascript==0.21.4',
  'tree-sitter-go==0.21.2',
  'tree-sitter-ruby==0.21.0',
];

/** It knows no TypeScript, whose pairs it reads as JavaScript with errors at the types. */
const languages: Readonly<Record<LanguageId, string>> = {
  python: 'python',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  typescript: 'javascript',
  typescriptreact: 'javascript',
  go: 'go',
  ruby: 'ruby',
};

export interface Score {
  readonly value: number;
  readonly milliseconds: number;
}

/** PyPI's codebleu in a process of its own. */
export class Codebleu {
  private readonly replies: AsyncIterator<string>;

  private constructor(private readonly process: ChildProcessByStdio<Writable, Readable, null>) {
    this.replies = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  }

  /** Makes the virtual environment if it is not there. @throws Error where that can't be done. */
  static start(): Codebleu {
    const python = join(environment, 'bin', 'python');
    const stamp = join(environment, 'requirements.txt');
    const wanted = requirements.join('\n');
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
      mkdirSync(dirname(environment), { recursive: true });
      execFileSync('python3', ['-m', 'venv', environment], { stdio: 'inherit' });
      execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...requirements], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      writeFileSync(stamp, wanted);
    }
    return new Codebleu(spawn(python, [worker], { stdio: ['pipe', 'pipe', 'inherit'] }));
  }

  /** In the order of the pairs. */
  async score(pairs: readonly LabelledPair[]): Promise<Score[]> {
    const request = pairs.map(({ language, original, candidate }) => ({
      language: languages[language],
      original,
      candidate,
    }));
    this.process.stdin.write(`${JSON.stringify(request)}\n`);
    const reply = await this.replies.next();
    if (reply.done) throw new Error('The codebleu process ended; what it said stands above.');
    return JSON.parse(reply.value);
  }

  async stop(): Promise<void> {
    this.process.stdin.end();
    if (this.process.exitCode === null) await once(this.process, 'exit');
  }
}
