/** What was found in an environment that works. */
export interface EnvironmentFacts {
  readonly python: string;
  readonly torch: string;
  readonly transformers: string;
  readonly peft: string;
  readonly gguf: string;
  /** Where torch computes: `cuda` (ROCm too), `mps` or `cpu`. */
  readonly device: 'cuda' | 'mps' | 'cpu';
  readonly deviceName: string | null;
  /** The toolkit that torch was built for; null for a build for processors. */
  readonly toolkit: string | null;
}

/**
 * `missing`: there is none. `outdated`: it was made for other versions. `broken`: it is unfinished,
 * or its Python is gone. `ready`: it can train.
 */
export type EnvironmentState = 'missing' | 'outdated' | 'broken' | 'ready';

export interface EnvironmentStatus {
  readonly state: EnvironmentState;
  /** A few words for a person. */
  readonly detail: string;
  /** The Python that trains; null unless the state is `ready`. */
  readonly python: string | null;
  /** What it takes on the disk; null if that is not known. */
  readonly bytes: number | null;
}

export interface SetUpProgress {
  /** `Making a Python environment`, `Downloading`, `Installing`, `Checking` and the like. */
  readonly phase: string;
  /** The package at hand, where there is one. */
  readonly package: string | null;
  /** Its size, where that is known. */
  readonly bytes: number | null;
}
