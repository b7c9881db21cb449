import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isAbort } from '../common/abort.ts';
import { attempt, messageOf } from '../common/errors.ts';
import { type Logger, silentLogger } from '../common/logger.ts';
import { Git } from '../git/git.ts';
import { functionUnits } from '../parse/functionUnits.ts';
import type { CodeParser } from '../parse/parser.ts';
import { relocate } from '../parse/relocate.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { environmentFor } from './environment.ts';
import { leavesTests } from './leavesTests.ts';
import { failingCode, withCode } from './replacement.ts';
import { type Limits, runLimited } from './runLimited.ts';
import { canSandbox, type SandboxFolders, sandboxed } from './sandbox.ts';
import { ownCommand, type RepositoryFacts, relevantTests, testFramework } from './testFramework.ts';
import type { TestCommand, TestSubject, TestVerdict, UntoldReason } from './types.ts';
import { untoldSentence } from './untoldSentence.ts';
import { addWorktree, removeLeftovers, type Worktree } from './worktree.ts';

const defaultLimits: Limits = { seconds: 120, megabytes: 4096 };

/**
 * Judges rebuilt code by the repository's own tests, in a throw-away copy of its present state.
 * Only for trusted workspaces whose user asked for it: the code was written by a model.
 */
export class TestVerdicts {
  private readonly directory: string;
  private cleanedUp: Promise<void> | undefined;

  /**
   * @param dataDirectory where the copies are made, in `worktrees/`.
   * @param setting the user's own command, or null while running tests was not allowed.
   */
  constructor(
    dataDirectory: string,
    private readonly parser: CodeParser,
    private readonly setting: () => TestCommand | null,
    private readonly logger: Logger = silentLogger,
    private readonly limits: Limits = defaultLimits,
  ) {
    this.directory = join(dataDirectory, 'worktrees');
  }

  /**
   * A verdict on each of `codes`. Told only if the relevant tests pass with the original and fail
   * with a body that only raises: else they say nothing about this function.
   * @throws the signal's reason.
   */
  async of(
    subject: TestSubject,
    codes: readonly string[],
    signal?: AbortSignal,
  ): Promise<TestVerdict[]> {
    const setting = this.setting();
    const all = (untold: UntoldReason) => codes.map((): TestVerdict => ({ untold }));
    if (!setting) return all('no-command');
    await this.cleanUp();
    let worktree: Worktree | undefined;
    try {
      worktree = await addWorktree(this.directory, subject.repository, subject.path, signal);
      const trial = await this.prepare(worktree, subject, setting, signal);
      if (typeof trial === 'string') return all(trial);
      const verdicts: TestVerdict[] = [];
      for (const code of codes) verdicts.push(await trial(code));
      return verdicts;
    } catch (error) {
      signal?.throwIfAborted();
      if (isAbort(error)) throw error;
      this.logger.warn(`Tests could not be run: ${messageOf(error)}`);
      return all('no-repository');
    } finally {
      await worktree?.remove();
    }
  }

  /** The same as `of`, as the round trip asks for it: null where the tests say nothing. */
  async passes(
    { repository, path }: Pick<TestSubject, 'repository' | 'path'>,
    unit: FunctionUnit,
    codes: readonly string[],
    signal?: AbortSignal,
  ): Promise<(boolean | null)[]> {
    if (!this.setting() || codes.length === 0) return codes.map(() => null);
    const verdicts = await this.of({ repository, path, unit }, codes, signal);
    const untold = verdicts.flatMap((verdict) => ('untold' in verdict ? [verdict.untold] : []));
    if (untold[0]) this.logger.info(untoldSentence(unit.qualifiedName, untold[0]));
    return verdicts.map((verdict) => ('passed' in verdict ? verdict.passed : null));
  }

  /** Removes what killed processes left behind; once. What can't be removed is logged. */
  cleanUp(): Promise<void> {
    this.cleanedUp ??= removeLeftovers(this.directory).catch((error) =>
      this.logger.warn(`Worktrees were left behind: ${messageOf(error)}`),
    );
    return this.cleanedUp;
  }

  /** What tries a code, after the original and the failing stub were tried; or why nothing can. */
  private async prepare(
    worktree: Worktree,
    { repository, path, unit }: TestSubject,
    setting: TestCommand,
    signal?: AbortSignal,
  ): Promise<UntoldReason | ((code: string) => Promise<TestVerdict>)> {
    const file = join(worktree.root, path);
    const text = await readFile(file, 'utf8').catch(() => '');
    const now = relocate(await this.unitsOf(unit, text), unit, unit.range.start);
    if (!now) return 'changed-since';
    const command = await this.command(worktree, path, now, setting);
    if (typeof command === 'string') return command;
    const run = await this.runner(worktree, repository, command, signal);
    const passes = async (content: string) => {
      await writeFile(file, content);
      return (await run()) === 0;
    };
    const stub = attempt(() => withCode(this.parser, now, text, failingCode(now)));
    if ('error' in stub) return 'no-body';
    const exit = await run();
    if (exit !== 0) return exit === null || exit === 127 ? 'not-runnable' : 'original-fails';
    if (await passes(stub.value)) return 'not-covered';
    return async (code) => {
      if (leavesTests(now.code, code)) return { untold: 'leaves-tests' };
      const content = attempt(() => withCode(this.parser, now, text, code));
      return { passed: 'error' in content ? false : await passes(content.value) };
    };
  }

  private async command(
    { root }: Worktree,
    path: string,
    { name, language }: FunctionUnit,
    { command }: TestCommand,
  ): Promise<UntoldReason | readonly string[]> {
    const files = (await new Git(root).run('ls-files', '-z')).split('\0').filter(Boolean);
    const read = (file: string) => readFile(join(root, file), 'utf8').catch(() => '');
    const facts: RepositoryFacts = { files, read };
    const framework = await testFramework(language, facts);
    if (!framework) return command.length > 0 ? command : 'no-command';
    const tests = await relevantTests({ path, name }, framework.testFile, facts);
    if (tests.length === 0) return 'no-tests';
    return command.length > 0 ? ownCommand(command, tests) : framework.command(tests);
  }

  /** Runs the command, shut in where the system can: its exit status, null where it was stopped. */
  private async runner(
    { root, folder }: Worktree,
    repository: string,
    command: readonly string[],
    signal?: AbortSignal,
  ): Promise<() => Promise<number | null>> {
    const folders: SandboxFolders = { writable: folder, readOnly: [homedir(), repository] };
    const shut = await canSandbox(folders);
    if (!shut) this.logger.warn('This system can’t shut tests off from the network.');
    const temporary = join(folder, 'tmp');
    const env = { ...environmentFor(temporary), GOCACHE: join(temporary, 'go'), CI: '1' };
    const whole = shut ? sandboxed(folders, command) : command;
    return async () => (await runLimited(whole, { cwd: root, env }, this.limits, signal)).exit;
  }

  private async unitsOf({ language }: FunctionUnit, text: string): Promise<FunctionUnit[]> {
    await this.parser.load(language);
    return functionUnits(this.parser, language, text);
  }
}
