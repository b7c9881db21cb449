export type Objective = 'policy-gradient' | 'best-of' | 'dpo' | 'next-token';
export type Stage = 'documentation' | 'reconstruction';

/** How training is done; the trainer's config.py has the same defaults, and a test compares them. */
export interface TrainingSettings {
  readonly objective: Objective;
  readonly stages: readonly Stage[];
  readonly epochs: number;
  readonly learningRate: number;
  /** Of the LoRA matrices. */
  readonly rank: number;
  readonly alpha: number;
  readonly groupsPerStep: number;
  /** Nats a token from the base model; more ends the epoch. */
  readonly klBudget: number;
  readonly klWeight: number;
  /** How far below and above 1 the policy's probability ratio may count. */
  readonly clipLow: number;
  readonly clipHigh: number;
  /** What a person's verdict adds to the reward of a doc; 0: not heard. */
  readonly verdictWeight: number;
  /** Of the rollouts, kept out of the loss to notice when they no longer speak for the policy. */
  readonly offPolicyShare: number;
  readonly seed: number;
  readonly threads: number;
}

/** What `config.json` of a run says: all that the trainer is told. Paths are absolute. */
export interface TrainerConfig extends TrainingSettings {
  readonly version: 1;
  /** The database of rollouts, which is read only. */
  readonly store: string;
  /** `hash` as in the store. */
  readonly model: { readonly path: string; readonly hash: string };
  /** The adapter whose rollouts are read; null for those of the model alone. */
  readonly policyAdapter: string | null;
  /** The PEFT folder that training goes on from; null for a new adapter. */
  readonly parent: string | null;
  readonly documentationPrompt: string;
  readonly reconstructionPrompt: string;
  /** Whose rollouts are read; null for all. */
  readonly repositories: readonly string[] | null;
  /** Hashes of code that is in no loss. */
  readonly heldOut: readonly string[];
  /** The engine's logits, which the trainer must find too; null leaves the comparison out. */
  readonly probe: string | null;
}

export const defaultTrainerConfig: TrainingSettings = {
  objective: 'policy-gradient',
  stages: ['documentation', 'reconstruction'],
  epochs: 1,
  learningRate: 2e-5,
  rank: 16,
  alpha: 32,
  groupsPerStep: 8,
  klBudget: 0.02,
  klWeight: 0.05,
  clipLow: 0.2,
  clipHigh: 0.28,
  verdictWeight: 0,
  offPolicyShare: 0.1,
  seed: 1,
  threads: 2,
};
