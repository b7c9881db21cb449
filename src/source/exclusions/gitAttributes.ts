import { Git, GitError } from '../../git/git.ts';

/** What `.gitattributes` say of a file; null where they say nothing. */
export interface LinguistAttributes {
  readonly vendored: boolean | null;
  readonly generated: boolean | null;
}

export const noAttributes: LinguistAttributes = { vendored: null, generated: null };

const names = { 'linguist-vendored': 'vendored', 'linguist-generated': 'generated' } as const;
const meaning: Readonly<Record<string, boolean>> = {
  ...{ set: true, true: true, unset: false, false: false },
};

/**
 * The attributes of files that `.gitattributes` name, by their paths from the top of the repository;
 * of no file where there is no git.
 */
export async function linguistAttributes(
  repository: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LinguistAttributes>> {
  const git = new Git(repository, signal);
  const found = new Map<string, LinguistAttributes>();
  try {
    const args = ['check-attr', '-z', '--stdin', ...Object.keys(names)];
    const printed = (await git.bytes(args, paths.join('\0'))).toString('utf8').split('\0');
    for (let index = 0; index + 2 < printed.length; index += 3) {
      const [path = '', name = '', value = ''] = printed.slice(index, index + 3);
      const says = meaning[value];
      if (says === undefined || !isName(name)) continue;
      found.set(path, { ...(found.get(path) ?? noAttributes), [names[name]]: says });
    }
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
  }
  return found;
}

function isName(name: string): name is keyof typeof names {
  return Object.hasOwn(names, name);
}
