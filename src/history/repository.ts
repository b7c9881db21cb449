import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { Git, GitError } from '../git/git.ts';
import type { HistoryGap } from './types.ts';

/** Thrown where history can't tell; never leaves this folder. */
export class NoHistory extends Error {
  override readonly name = 'NoHistory';

  constructor(readonly reason: HistoryGap) {
    super(reason);
  }
}

/** A file in its repository. */
export interface TrackedFile {
  /** In the repository's root folder. */
  readonly git: Git;
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** The last commit. */
  readonly head: string;
  /** Commits whose parents a shallow clone lacks. */
  readonly shallow: ReadonlySet<string>;
}

/** Where `file` stands in its repository. Links are followed. @throws NoHistory, GitError. */
export async function trackedFile(file: string, signal: AbortSignal): Promise<TrackedFile> {
  const real = await realpath(file).catch(() => {
    throw new NoHistory('untracked');
  });
  const here = new Git(dirname(real), signal);
  const facts = await here
    .run('rev-parse', '--show-toplevel', '--show-prefix', '--git-path', 'shallow')
    .catch((error) => {
      throw error instanceof GitError && isNoRepository(error)
        ? new NoHistory('no-repository')
        : error;
    });
  const [root = '', prefix = '', shallowList = ''] = facts.split('\n');
  const head = await here.tryRun('rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  if (head === null) throw new NoHistory('untracked'); // Nothing was committed yet.
  const shallow = await readFile(resolve(here.folder, shallowList), 'utf8').catch(() => '');
  return {
    git: new Git(root, signal),
    path: prefix + basename(real),
    head: head.trim(),
    shallow: new Set(shallow.split('\n').filter(Boolean)),
  };
}

/** True in a bare repository and inside of `.git` as well: there are no files there. */
function isNoRepository({ said }: GitError): boolean {
  return /not a git repository|must be run in a work tree/.test(said);
}
