/** What each program is timed at: N completions of one prompt. */
export interface Workload {
  readonly model: string;
  readonly threads: number;
  /** The prompt's tokens, as our engine was given them. */
  readonly prompt: readonly number[];
  /** Tokens that each completion is made to draw. */
  readonly drawn: number;
  readonly parallel: number;
}

/** What it took, from an empty cache. */
export interface Timing {
  /** Drawn tokens of all completions a second, the prompt's evaluation included. */
  readonly whole: number;
  /** The same from the first drawn token on. */
  readonly drawing: number;
}
