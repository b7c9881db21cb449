import { randomUUID } from 'node:crypto';
import {
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Git } from '../git/git.ts';

/** Folders that git ignores and without which tests don't run; they are linked, not copied. */
const dependencyFolders = ['node_modules', '.venv', 'venv', 'vendor'];

const identity = {
  GIT_AUTHOR_NAME: 'Roundtrip',
  GIT_AUTHOR_EMAIL: 'roundtrip@localhost',
  GIT_COMMITTER_NAME: 'Roundtrip',
  GIT_COMMITTER_EMAIL: 'roundtrip@localhost',
};

/** A copy of a repository's present state, made to be thrown away. */
export interface Worktree {
  /** The repository's copy. */
  readonly root: string;
  /** All that belongs to it: `root`, a folder for temporary files, a note of whose it is. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** What a worktree's note says, so that the next start can clean up after a kill. */
interface Owner {
  readonly pid: number;
  readonly repository: string;
}

/**
 * Checks out the state that the user has before them, uncommitted and untracked files included, into
 * a folder under `directory`. Neither the work tree nor its index is written to; the repository gets
 * a few unreachable objects.
 * @throws Error where git fails.
 */
export async function addWorktree(
  directory: string,
  repository: string,
  path: string,
  signal?: AbortSignal,
): Promise<Worktree> {
  const folder = join(directory, randomUUID());
  const root = join(folder, 'tree');
  await mkdir(join(folder, 'tmp'), { recursive: true });
  const owner: Owner = { pid: process.pid, repository };
  await writeFile(join(folder, 'owner.json'), JSON.stringify(owner));
  const remove = () => removeWorktree(folder, repository);
  try {
    const git = new Git(repository, signal);
    const index = join(folder, 'index');
    const own = (await git.run('rev-parse', '--git-path', 'index')).trim();
    await copyFile(join(repository, own), index).catch(() => copyFile(own, index));
    const snapshot = new Git(repository, signal, { ...identity, GIT_INDEX_FILE: index });
    await snapshot.run('add', '--all');
    const tree = (await snapshot.run('write-tree')).trim();
    const commit = (await snapshot.run('commit-tree', tree, '-m', 'snapshot')).trim();
    await git.run('worktree', 'add', '--detach', root, commit);
    await linkDependencies(repository, root, path);
    return { root, folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Removes the worktrees whose process was killed. */
export async function removeLeftovers(directory: string): Promise<void> {
  for (const name of await readdir(directory).catch(() => [])) {
    const folder = join(directory, name);
    const owner = await readOwner(folder);
    const isLeft = owner ? !isAlive(owner.pid) : await isOld(folder);
    if (isLeft) await removeWorktree(folder, owner?.repository);
  }
}

/** Another process may be about to write its note. */
async function isOld(folder: string): Promise<boolean> {
  const status = await stat(folder).catch(() => null);
  return status !== null && Date.now() - status.mtimeMs > 60_000;
}

/** By its name: `prune` would forget the user's own ones on a drive that is not there now. */
async function removeWorktree(folder: string, repository: string | undefined): Promise<void> {
  if (repository !== undefined) {
    const remove = ['worktree', 'remove', '--force', '--force', join(folder, 'tree')];
    await new Git(repository).run(...remove).catch(() => undefined); // it was not added yet
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function readOwner(folder: string): Promise<Owner | null> {
  try {
    return JSON.parse(await readFile(join(folder, 'owner.json'), 'utf8')) as Owner;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Of every folder from the root down to the function's file. */
async function linkDependencies(repository: string, root: string, path: string): Promise<void> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    for (const name of dependencyFolders) {
      const [original, link] = [join(repository, folder, name), join(root, folder, name)];
      if ((await exists(original)) && !(await exists(link)))
        await symlink(original, link, 'junction');
    }
    if (folder === '.') return;
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
