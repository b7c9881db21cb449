import type { FunctionUnit } from '../parse/types.ts';

/** Why the tests can't say whether rebuilt code does what the original does. */
export type UntoldReason =
  | 'no-repository'
  | 'changed-since'
  | 'no-command'
  | 'no-tests'
  | 'not-runnable'
  | 'original-fails'
  | 'not-covered'
  /** The rebuilt code may end or skip the test run. */
  | 'leaves-tests'
  | 'no-body';

/**
 * What the repository's own tests say of rebuilt code. `passed` is false too where they took too
 * long or too much memory with it.
 */
export type TestVerdict = { readonly passed: boolean } | { readonly untold: UntoldReason };

/** The command that runs tests, as a program with its arguments; empty to find it out. */
export interface TestCommand {
  readonly command: readonly string[];
}

export interface TestSubject {
  /** The repository's root folder. */
  readonly repository: string;
  /** The function's file, relative to it, with `/`. */
  readonly path: string;
  readonly unit: FunctionUnit;
}

/** Whether the tests pass with each code in place of the function; null where they can't tell. */
export type TestCodes = (
  place: Pick<TestSubject, 'repository' | 'path'>,
  unit: FunctionUnit,
  codes: readonly string[],
  signal?: AbortSignal,
) => Promise<readonly (boolean | null)[]>;
