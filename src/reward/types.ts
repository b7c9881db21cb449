import type { LanguageId } from '../parse/types.ts';

/** What a candidate is compared with. A FunctionUnit is one. */
export interface Original {
  readonly language: LanguageId;
  /** The function without documentation, dedented. */
  readonly code: string;
}

/** Named parts of a reward, each from 0 to 1. */
export type RewardParts = Readonly<Record<string, number>>;

export interface Reward {
  /**
   * From 0 to 1, or -0.2 for a candidate of the wrong form (it does not parse, another name or
   * arity). Null where the pair can't be judged, as when the original does not parse.
   */
  readonly reward: number | null;
  /** How alike the codes are, 0 to 1, before any guard. */
  readonly similarity: number;
  readonly parts: RewardParts;
}

/**
 * Pure and deterministic.
 * @param doc the documentation the candidate was rebuilt from; without it only the code is judged.
 * @param testsPass what the repository's own tests say of the candidate, where they were run.
 */
export type RewardFunction = (
  original: Original,
  candidate: string,
  doc?: string,
  testsPass?: boolean,
) => Reward;

/** A reward that is computed elsewhere, as in another thread. */
export type AsyncRewardFunction = (...judged: Parameters<RewardFunction>) => Promise<Reward>;
