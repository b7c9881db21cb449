export const evaluationLanguages = [
  'python',
  'ruby',
  'go',
  'javascript',
  'typescript',
  'java',
] as const;

/** The languages in which programs can be judged; not all of them are documented by Roundtrip. */
export type EvaluationLanguage = (typeof evaluationLanguages)[number];

/** One task of a benchmark. */
export interface Problem {
  /** Its name in the benchmark. */
  readonly task: string;
  readonly language: EvaluationLanguage;
  /** Code that the solution goes on from, up to a signature; or, for `null`, see `description`. */
  readonly start: string | null;
  /** What is to be written, in words, where no code is given. */
  readonly description: string;
  /** Code that stands before the solution. */
  readonly setup: string;
  /** Code that stands behind the solution and fails where it is wrong. */
  readonly tests: string;
  /** The benchmark's own solution: what follows `start`, or the whole code. */
  readonly solution: string | null;
}

/** A line of a benchmark's file that can't be judged. */
export interface UnusableLine {
  /** From 1. */
  readonly line: number;
  readonly error: string;
}

export const statuses = [
  'passed',
  'failed',
  'compile-error',
  'timeout',
  'out-of-memory',
  'no-answer',
] as const;

/** What became of one sample. `no-answer`: the model wrote nothing, or can't take the problem. */
export type Status = (typeof statuses)[number];

/** What became of a problem's samples. */
export interface TaskResult {
  readonly task: string;
  readonly language: EvaluationLanguage;
  /** One a sample, in the order drawn. */
  readonly outcomes: readonly Status[];
}
