import { RoundtripError } from '../../common/errors.ts';
import { type Git, GitError } from '../../git/git.ts';
import { readBlobs } from '../../history/blobs.ts';
import {
  type ComparedFunction,
  comparedFunction,
  PastFunctions,
} from '../../history/pastFunctions.ts';
import { NoHistory, type TrackedFile, trackedFile } from '../../history/repository.ts';
import { languageOf } from '../../parse/languages/index.ts';
import type { CodeParser } from '../../parse/parser.ts';
import type { FunctionUnit } from '../../parse/types.ts';
import { displayPath } from '../../source/sourceFile.ts';
import { type Baseline, baselineOf } from './baseline.ts';

/** One repository as it was at its baseline. */
interface Repository {
  readonly git: Git;
  readonly baseline: Baseline;
  readonly past: PastFunctions;
  /** See `goneElsewhere`, once it was needed. */
  elsewhere?: Promise<ReadonlySet<string>>;
}

/** Tells functions that differ from a commit, by code or documentation, wherever they stood then. */
export class ChangedFunctions {
  private readonly repositories = new Map<string, Promise<Repository>>();

  /**
   * @param ref the commit; null for what `baselineOf` chooses.
   * @param onBaseline is told which it is, once for each repository.
   */
  constructor(
    private readonly parser: CodeParser,
    private readonly ref: string | null,
    private readonly signal: AbortSignal,
    private readonly onBaseline: (baseline: Baseline) => void,
  ) {}

  /**
   * Those of a file's functions that changed; all of a file that was never committed.
   * @throws RoundtripError `usage` without a repository, git or that commit.
   */
  async among(path: string, units: readonly FunctionUnit[]): Promise<FunctionUnit[]> {
    try {
      const file = await trackedFile(path, this.signal);
      const repository = await this.repositoryOf(file);
      const here = await repository.past.inFile(repository.baseline.commit, file.path);
      const changed = withoutKnown(units, new Set(here.map(keyOf)));
      if (changed.length === 0) return [];
      repository.elsewhere ??= goneElsewhere(repository);
      return withoutKnown(changed, await repository.elsewhere);
    } catch (error) {
      if (error instanceof NoHistory && error.reason === 'untracked') return [...units];
      throw explained(error, path);
    }
  }

  private repositoryOf(file: TrackedFile): Promise<Repository> {
    const known = this.repositories.get(file.git.folder);
    if (known) return known;
    const opened = this.open(file);
    this.repositories.set(file.git.folder, opened);
    return opened;
  }

  private async open(file: TrackedFile): Promise<Repository> {
    const { git } = file;
    const baseline = await baselineOf(file, this.ref);
    this.onBaseline(baseline);
    return { git, baseline, past: new PastFunctions(this.parser, git) };
  }
}

/**
 * The functions of files that were changed or deleted since, committed or not, so that a moved one
 * is known.
 */
async function goneElsewhere({ git, baseline, past }: Repository): Promise<Set<string>> {
  const listed = await git.run(
    ...['diff-index', '-z', '--name-only', '--no-renames', '--diff-filter=MD', baseline.commit],
  );
  const paths = listed.split('\0').filter((path) => languageOf(path) !== null);
  const blobs = await readBlobs(
    git,
    paths.map((path) => `${baseline.commit}:${path}`),
  );
  const keys = new Set<string>();
  for (const [index, path] of paths.entries()) {
    const blob = blobs[index];
    if (blob) for (const one of await past.inBlob(blob, path)) keys.add(keyOf(one));
  }
  return keys;
}

function withoutKnown(units: readonly FunctionUnit[], known: ReadonlySet<string>): FunctionUnit[] {
  return units.filter((unit) => !known.has(keyOf(comparedFunction(unit))));
}

function keyOf({ name, doc, code }: ComparedFunction): string {
  return JSON.stringify([name, doc, code]);
}

function explained(error: unknown, path: string): unknown {
  if (error instanceof NoHistory) {
    return new RoundtripError(
      'usage',
      `${displayPath(path)} is in no git repository, so what changed can't be told. Leave --changed out to check all.`,
    );
  }
  if (!(error instanceof GitError)) return error;
  const why = error.isMissing
    ? 'git is not installed'
    : `git says: ${error.said.trim().split('\n')[0]}`;
  return new RoundtripError(
    'usage',
    `What changed can't be told: ${why}. Leave --changed out to check all.`,
    {},
    { cause: error },
  );
}
