import { GitError } from '../git/git.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { counterpart } from './counterpart.ts';
import { DocWalk } from './docWalk.ts';
import { comparedFunction, type PastFunction, PastFunctions } from './pastFunctions.ts';
import { NoHistory, type TrackedFile, trackedFile } from './repository.ts';
import type { CodeThen, CodeThenResult, HistoryGap } from './types.ts';

/** How many answers are kept. */
const mostAnswers = 5_000;

/** Finds, for the functions of a file, what their code was when their docs were last touched. */
export class DocHistory {
  /** Commits do not change, so an answer holds as long as the last commit is the same. */
  private readonly answers = new Map<string, CodeThen>();

  /** @param limitMs how long one file's history may take. */
  constructor(
    private readonly parser: CodeParser,
    private readonly limitMs = 20_000,
  ) {}

  /**
   * Walks back the file's history until each documentation changes or is absent. Documentations are
   * compared by their words. Follows renamed files and functions that were moved or renamed.
   * @param path the file, absolute.
   * @param units all functions of the file as it is now.
   * @param wanted those of `units` to look up; each must have a documentation.
   * @returns an entry for each of `wanted`. @throws only the signal's reason.
   */
  async codeThen(
    path: string,
    units: readonly FunctionUnit[],
    wanted: readonly FunctionUnit[],
    signal?: AbortSignal,
  ): Promise<Map<FunctionUnit, CodeThenResult>> {
    const found = new Map<FunctionUnit, CodeThenResult>();
    if (wanted.length === 0) return found;
    const limit = AbortSignal.timeout(this.limitMs);
    const either = signal ? AbortSignal.any([signal, limit]) : limit;
    try {
      const file = await trackedFile(path, either);
      const past = new PastFunctions(this.parser, file.git);
      const walk = new DocWalk(file, past);
      const now = units.map(comparedFunction);
      const committed = await committedFunctions(file, past);
      for (const unit of wanted) {
        const last = counterpart(comparedFunction(unit), committed, now);
        found.set(unit, last ? await this.ask(file, walk, last) : sinceLastCommit(unit, file));
      }
    } catch (error) {
      signal?.throwIfAborted();
      const reason = limit.aborted ? 'timed-out' : gapOf(error);
      for (const unit of wanted) if (!found.has(unit)) found.set(unit, { kind: 'unknown', reason });
    }
    return found;
  }

  private async ask(
    { git, head, path }: TrackedFile,
    walk: DocWalk,
    committed: PastFunction,
  ): Promise<CodeThenResult> {
    const { qualifiedName, doc, code } = committed;
    const key = JSON.stringify([git.folder, head, path, qualifiedName, doc, code]);
    const known = this.answers.get(key);
    if (known) return known;
    try {
      const answer = await walk.codeThen(committed);
      if (this.answers.size >= mostAnswers) this.answers.clear();
      this.answers.set(key, answer);
      return answer;
    } catch (error) {
      if (error instanceof NoHistory) return { kind: 'unknown', reason: error.reason };
      throw error;
    }
  }
}

/** The file's functions in the last commit. */
async function committedFunctions(
  { git, head, path }: TrackedFile,
  past: PastFunctions,
): Promise<readonly PastFunction[]> {
  const entry = await git.run('ls-tree', '-z', head, '--', path);
  if (entry !== '') return past.inFile(head, path);
  const above = foldersAbove(path);
  const folders = above.length === 0 ? '' : await git.run('ls-tree', '-z', head, '--', ...above);
  throw new NoHistory(folders.includes('160000 commit') ? 'submodule' : 'untracked');
}

/** `a`, `a/b` for `a/b/c`. */
function foldersAbove(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** The documentation was changed, or the function added, since the last commit: then is now. */
function sinceLastCommit({ code }: FunctionUnit, { path }: TrackedFile): CodeThen {
  return { kind: 'known', code, commit: null, date: null, path };
}

function gapOf(error: unknown): HistoryGap {
  if (error instanceof NoHistory) return error.reason;
  if (!(error instanceof GitError)) throw error;
  if (error.isMissing) return 'git-missing';
  return /promisor|lazy fetch|could not fetch/.test(error.said) ? 'partial-clone' : 'git-failed';
}
