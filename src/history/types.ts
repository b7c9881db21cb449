/** Why history can't tell what a function was when its documentation was last touched. */
export type HistoryGap =
  /** The file is in no git repository. */
  | 'no-repository'
  /** The last commit does not have the file. */
  | 'untracked'
  /** The file is in a submodule that is not checked out as a repository. */
  | 'submodule'
  /** The clone is shallow, and its history begins after the documentation was last touched. */
  | 'shallow'
  /** The clone is partial: an earlier version of the file is not on this machine. */
  | 'partial-clone'
  /** The documentation is older than the versions that are looked at. */
  | 'too-many-commits'
  | 'timed-out'
  /** There is no program called git. */
  | 'git-missing'
  /** Git refused, as it does in a repository of another user. */
  | 'git-failed';

/** A function as it was in the commit that last touched its documentation. */
export interface CodeThen {
  readonly kind: 'known';
  /** Without documentation, as FunctionUnit.code. */
  readonly code: string;
  /**
   * The commit's full id. Null where the documentation was changed since the last commit: then is
   * now, and `code` the function's present code.
   */
  readonly commit: string | null;
  /** When it was committed, in milliseconds since 1970, or null. */
  readonly date: number | null;
  /** Where the function stood then, relative to the repository's root, with `/`. */
  readonly path: string;
}

export interface CodeThenUnknown {
  readonly kind: 'unknown';
  readonly reason: HistoryGap;
}

export type CodeThenResult = CodeThen | CodeThenUnknown;
