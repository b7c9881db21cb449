import type { RewardParts } from '../../reward/types.ts';
import type { GenerationFacts, StoredVerdict, Subject } from '../types.ts';

/** A code rebuilt from a recorded documentation. */
export interface RecordedReconstruction {
  readonly id: number;
  readonly generation: GenerationFacts;
  readonly code: string | null;
  readonly reward: number | null;
  readonly similarity: number | null;
  readonly parts: RewardParts;
  readonly failure: string | null;
}

export interface RecordedDocumentation {
  readonly id: number;
  readonly createdAt: number;
  readonly generation: GenerationFacts;
  readonly doc: string | null;
  readonly failure: string | null;
  readonly verdicts: readonly StoredVerdict[];
  readonly reconstructions: readonly RecordedReconstruction[];
}

/** All docs of one function that one policy drew in one way from one prompt, failed ones too. */
export interface RecordedGroup {
  /** The id of its first documentation. */
  readonly id: number;
  readonly subject: Subject;
  readonly codeHash: string;
  /** Rewards of what the same policy rebuilt from the signature alone. */
  readonly baselineRewards: readonly number[];
  readonly documentations: readonly RecordedDocumentation[];
}

/** What a draw was worth. Null: it could not be judged, or nothing was drawn. */
export function rewardOf(drawn: {
  readonly generation: GenerationFacts;
  readonly reward: number | null;
  readonly failure: string | null;
}): number | null {
  if (drawn.failure === null) return drawn.reward;
  // A reply that was no code or no doc is the worst; an engine that failed says nothing of it.
  return drawn.generation.completionTokens.length > 0 ? 0 : null;
}

/** The mean reward of what the same policy rebuilt from a doc. */
export function documentationReward(documentation: RecordedDocumentation): number | null {
  const { modelHash, adapter } = documentation.generation;
  const own = documentation.reconstructions.filter(
    ({ generation }) => generation.modelHash === modelHash && generation.adapter === adapter,
  );
  const reward = meanOf(own.flatMap((one) => rewardOf(one) ?? []));
  return rewardOf({ ...documentation, reward });
}

export function meanOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
