import type { Git } from '../git/git.ts';

interface CommitFacts {
  /** The nearest ancestors that changed the file as well. */
  readonly parents: readonly string[];
  /** When it was committed, in milliseconds since 1970. */
  readonly date: number;
}

/** The commits that changed one file, as they come from each other. */
export interface FileGraph {
  readonly path: string;
  /** Their ids, the newest first. */
  readonly order: readonly string[];
  readonly commits: ReadonlyMap<string, CommitFacts>;
}

/**
 * Reads the newest `most` commits that changed `path` under this name, from `start` backwards.
 * Branches that did not change it, and sides of a merge that did not make it what it is, are left
 * out (git's history simplification with rewritten parents).
 */
export async function fileGraph(
  git: Git,
  start: string,
  path: string,
  most: number,
): Promise<FileGraph> {
  const options = ['--parents', '--timestamp', `--max-count=${most}`];
  const listed = await git.run('rev-list', ...options, start, '--', path);
  const commits = new Map<string, CommitFacts>();
  for (const line of listed.split('\n')) {
    const [seconds, commit, ...parents] = line.split(' ');
    if (commit) commits.set(commit, { parents, date: Number(seconds) * 1000 });
  }
  return { path, order: [...commits.keys()], commits };
}
