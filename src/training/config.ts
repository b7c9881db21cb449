export type Objective = 'policy-gradient' | 'best-of' | 'dpo' | 'next-token';
export type Stage = 'documentation' | 'reconstruction';

/**
 * What `config.json` of a run says: all that the trainer is told. Paths are absolute. The trainer's
 * config.py is its twin, and a test compares them.
 */
export interface TrainerConfig {
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
  readonly objective: Objective;
  readonly stages: readonly Stage[];
  readonly epochs: number;
  readonly learningRate: number;
  /** Of the LoRA matrices. */
  readonly rank: number;
  readonly alpha: number;
  readonly groupsPerStep: number;
  /** Nats a token; a policy that is farther from where it began ends the epoch. */
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
  /** The engine's logits, which the trainer must find too; null leaves the comparison out. */
  readonly probe: string | null;
}

/**
 * A new adapter from all rollouts of the model alone, on whatever the caller names, by the recipe that
 * won in docs/learning.md.
 */
export const defaultTrainerConfig = {
  version: 1,
  policyAdapter: null,
  parent: null,
  repositories: null,
  objective: 'dpo',
  stages: ['documentation', 'reconstruction'],
  epochs: 1,
  learningRate: 5e-5,
  rank: 16,
  alpha: 32,
  groupsPerStep: 8,
  klBudget: 0.05,
  klWeight: 0.05,
  clipLow: 0.2,
  clipHigh: 0.28,
  verdictWeight: 0,
  offPolicyShare: 0.1,
  seed: 1,
  threads: 2,
  probe: null,
} as const satisfies Partial<TrainerConfig>;
