import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RoundtripError } from '../common/errors.ts';
import { environmentFor } from '../testRun/environment.ts';
import { type Ended, type Limits, runLimited } from '../testRun/runLimited.ts';
import { canSandbox, sandboxed } from '../testRun/sandbox.ts';
import { passedExit } from './languages/definition.ts';
import { languageTools } from './languages/index.ts';
import { Semaphore } from './semaphore.ts';
import { findToolchain } from './toolchains.ts';
import type { EvaluationLanguage, Status } from './types.ts';

const runLimits: Limits = { seconds: 10, megabytes: 2048 };
const compileLimits: Limits = { seconds: 120, megabytes: 2048 };
/** A Go without its standard library built builds it now. */
const warmUpLimits: Limits = { seconds: 300, megabytes: 4096 };

const stopped = { 'too-long': 'timeout', 'too-much-memory': 'out-of-memory' } as const;
const done = { exit: 0, why: 'done' } as const;

/** How a program ended that did start. */
interface Started {
  readonly exit: number | null;
  readonly why: Exclude<Ended['why'], 'not-started'>;
}

/**
 * Runs programs that a model wrote, each in a folder of its own that is gone afterwards: without
 * network, able to write in that folder alone, where the system can see to it; in limits everywhere.
 * What a program prints is thrown away.
 */
export class ProgramRunner {
  private readonly semaphore = new Semaphore(availableParallelism());
  private count = 0;

  private constructor(
    private readonly root: string,
    private readonly isShut: boolean,
    /** Where programs are, by name. */
    private readonly paths: ReadonlyMap<string, string>,
    private readonly limits: Limits,
  ) {}

  /**
   * @param note hears a sentence where the system can't shut programs in.
   * @throws RoundtripError `tool-missing` for a language whose programs can't be run here.
   */
  static async open(
    languages: Iterable<EvaluationLanguage>,
    note: (sentence: string) => void,
    { limits = runLimits, signal }: { limits?: Limits; signal?: AbortSignal } = {},
  ): Promise<ProgramRunner> {
    const all = [...new Set(languages)];
    const toolchains: (readonly [string, string])[] = [];
    for (const language of all) toolchains.push(...(await findToolchain(language, signal)));
    const root = await mkdtemp(join(tmpdir(), 'roundtrip-evaluation-'));
    const isShut = await canSandbox(foldersOf(root));
    if (!isShut) note('This system can’t shut the programs off from the network and your files.');
    const runner = new ProgramRunner(root, isShut, new Map(toolchains), limits);
    try {
      for (const language of all) await runner.warmUp(language, signal);
      return runner;
    } catch (error) {
      await runner.close();
      throw error;
    }
  }

  /** What becomes of a program, see LanguageTools.source. @throws the signal's reason. */
  async run(
    language: EvaluationLanguage,
    source: string,
    signal?: AbortSignal,
  ): Promise<Exclude<Status, 'no-answer'>> {
    return this.semaphore.run(() =>
      this.inFolder(language, source, signal, async (folder) => {
        const { compile, check, run } = languageTools[language];
        const build = (command: readonly string[]) =>
          this.execute(command, folder, this.root, compileLimits, signal);
        const built = compile === null ? done : await build(compile);
        if (built.why !== 'done') return stopped[built.why];
        if (built.exit !== 0) return 'compile-error';
        const { exit, why } = await this.execute(run, folder, folder, this.limits, signal);
        if (why !== 'done') return stopped[why];
        if (exit === passedExit) return 'passed';
        return check && (await build(check)).exit !== 0 ? 'compile-error' : 'failed';
      }),
    );
  }

  /** Removes all it has written. Programs that run must have been waited for. */
  async close(): Promise<void> {
    await remove(this.root);
  }

  private async warmUp(language: EvaluationLanguage, signal?: AbortSignal): Promise<void> {
    const { warmUp, compile } = languageTools[language];
    if (warmUp === undefined || compile === null) return;
    await this.inFolder(language, warmUp, signal, (folder) =>
      this.execute(compile, folder, this.root, warmUpLimits, signal),
    );
  }

  private async inFolder<T>(
    language: EvaluationLanguage,
    source: string,
    signal: AbortSignal | undefined,
    work: (folder: string) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    const { file, beside } = languageTools[language];
    this.count += 1;
    const folder = join(this.root, String(this.count));
    try {
      for (const [path, content] of Object.entries({ ...beside, [file]: source })) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), content);
      }
      return await work(folder);
    } finally {
      await remove(folder);
    }
  }

  private async execute(
    [program = '', ...args]: readonly string[],
    folder: string,
    writable: string,
    limits: Limits,
    signal?: AbortSignal,
  ): Promise<Started> {
    const env = {
      ...environmentFor(folder),
      // The cache is shared by all compilations; none of them runs what it compiles.
      ...{ GOCACHE: join(this.root, 'go-cache'), CGO_ENABLED: '0', GOTOOLCHAIN: 'local' },
    };
    const command = [this.paths.get(program) ?? program, ...args];
    const whole = this.isShut ? sandboxed(foldersOf(writable), command) : command;
    const { exit, why } = await runLimited(whole, { cwd: folder, env }, limits, signal);
    if (why === 'not-started') {
      throw new RoundtripError(
        'environment-failed',
        `${program} could not be started. Close other programs and try again.`,
      );
    }
    return { exit, why };
  }
}

/** The folder for temporary files may be a file system of its own, so it is named. */
function foldersOf(writable: string) {
  return { writable, readOnly: [homedir(), tmpdir()] };
}

/** A killed process may still be about to write. */
function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
