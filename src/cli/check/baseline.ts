import { RoundtripError } from '../../common/errors.ts';
import type { TrackedFile } from '../../history/repository.ts';

/** The commit that functions are compared with. */
export interface Baseline {
  readonly commit: string;
  /** `the merge base with origin/main`. */
  readonly title: string;
}

/** Where work comes from and goes to, the likeliest first. */
const branches = ['origin/HEAD', 'origin/main', 'origin/master', '@{upstream}'];

/**
 * The commit that `ref` names; without one the merge base with the remote's default branch, or with
 * the branch's upstream, or where there is neither the last commit.
 * @throws RoundtripError `usage` for a name that is no commit, or a clone too shallow to tell.
 */
export async function baselineOf(
  { git, head, shallow }: Pick<TrackedFile, 'git' | 'head' | 'shallow'>,
  ref: string | null,
): Promise<Baseline> {
  const commitOf = async (name: string) =>
    (
      await git.tryRun('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)
    )?.trim();
  if (ref !== null) {
    const commit = await commitOf(ref);
    if (commit) return { commit, title: ref };
    throw new RoundtripError(
      'usage',
      `${ref} is no commit of the repository ${git.folder}. Fetch it, or name another: --changed=REF`,
    );
  }
  for (const branch of branches) {
    const commit = await commitOf(branch);
    if (!commit) continue;
    const base = (await git.tryRun('merge-base', head, commit))?.trim();
    if (base) return { commit: base, title: `the merge base with ${branch}` };
  }
  if (shallow.size === 0) return { commit: head, title: 'the last commit' };
  throw new RoundtripError(
    'usage',
    'The clone is too shallow to tell what changed. Fetch its history (git fetch --unshallow), or name a commit: --changed=REF',
  );
}
