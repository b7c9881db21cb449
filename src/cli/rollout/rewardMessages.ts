import type { Reward, RewardFunction } from '../../reward/types.ts';

/** What the thread is started with. */
export interface ThreadData {
  /** The folder of the grammars. */
  readonly grammars: string;
}

/** A pair to be judged. */
export interface Question {
  readonly id: number;
  readonly judged: Parameters<RewardFunction>;
}

/** What the thread says: an answer to a question, or why a comparison was a lesser one. */
export type Message =
  | { readonly id: number; readonly reward: Reward }
  | { readonly id: number; readonly error: string }
  | { readonly fallback: string };
