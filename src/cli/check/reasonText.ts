import type { UnknownReason } from './checked.ts';

const sentences: Readonly<Partial<Record<UnknownReason, string>>> = {
  'no-repository': 'no git repository',
  untracked: 'not committed yet',
  submodule: 'in a submodule that is not checked out',
  shallow: 'the clone is too shallow',
  'partial-clone': 'the clone lacks earlier versions',
  'too-many-commits': 'the documentation is too old to find its commit',
  'timed-out': 'reading its history took too long',
  'git-missing': 'git is not installed',
  'git-failed': 'git refused to read the history',
  syntax: 'syntax error',
  'prompt-too-long': 'too long for the model',
  unjudged: 'what came back can’t be compared',
};

/** Why something is not known, in a few words. */
export function reasonText(reason: UnknownReason): string {
  return sentences[reason] ?? reason;
}
