/** How programs of one language are asked for, built and run. */
export interface LanguageTools {
  /** The language's name in a sentence. */
  readonly title: string;
  /** The word after the three backticks. */
  readonly fence: string;
  /** Where a function that goes on from a signature is over, see the engine's StopRule. */
  readonly stop: { readonly before: readonly string[]; readonly after: readonly string[] };
  /** What must be there besides Node. */
  readonly programs: readonly RequiredProgram[];
  /** The program's file in its folder. */
  readonly file: string;
  /** Files that lie beside it, by path. */
  readonly beside: Readonly<Record<string, string>>;
  /**
   * The whole source text. The program must end with `passedExit` once all tests are through, and
   * only then: a solution that ends the process early has passed nothing.
   */
  readonly source: (code: string, tests: string) => string;
  /** Translates the file without running any of it; null where it is run as it is. */
  readonly compile: readonly string[] | null;
  /** Fails on a file of a wrong form, where `compile` does not tell; runs none of it. */
  readonly check?: readonly string[];
  /** Compiled once before all others, to fill the cache of a compiler that has one. */
  readonly warmUp?: string;
  readonly run: readonly string[];
}

export interface RequiredProgram {
  readonly name: string;
  /** Arguments with which it succeeds. */
  readonly probe: readonly string[];
  /** The probe prints where the program really is: a version manager's stand-in may take seconds. */
  readonly printsPath?: true;
  /** What Debian calls it. */
  readonly debianPackage: string;
}

/** No interpreter ends with it by itself. */
export const passedExit = 113;
