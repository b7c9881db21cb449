import type { GenerationFacts } from '../types.ts';
import type { ExportedGroup } from './format.ts';
import {
  documentationReward,
  meanOf,
  type RecordedReconstruction,
  rewardOf,
} from './recordedGroup.ts';

/** One completion as TRL's trainers name its parts, and where it comes from. */
export interface CompletionRow {
  /** Draws from the same prompt, which are compared with each other. */
  readonly group: string;
  readonly stage: 'documentation' | 'reconstruction';
  readonly side: string;
  readonly prompt: string | null;
  readonly completion: string | null;
  readonly reward: number;
  /** The reward minus the group's mean; not divided by the group's deviation (Dr. GRPO). */
  readonly advantage: number;
  readonly prompt_ids: readonly number[];
  readonly completion_ids: readonly number[];
  /** Prompt and completion, one after the other. */
  readonly input_ids: readonly number[];
  /** 1 for each token that was drawn. */
  readonly completion_mask: readonly number[];
  /** Always null: log-probabilities are not recorded; the trainer computes them before its first step. */
  readonly old_log_probs: null;
  readonly repository: string;
  readonly path: string;
  readonly qualified_name: string;
  readonly language: string;
  readonly model_hash: string;
  readonly adapter: string | null;
  readonly prompt_version: string;
  readonly temperature: number;
  readonly seed: number;
}

/** The best and the worst completion of a group, as TRL's DPO trainer names them. */
export interface PreferenceRow {
  readonly group: string;
  readonly stage: CompletionRow['stage'];
  readonly side: string;
  readonly prompt: string | null;
  readonly chosen: string | null;
  readonly rejected: string | null;
  readonly prompt_ids: readonly number[];
  readonly chosen_ids: readonly number[];
  readonly rejected_ids: readonly number[];
  readonly chosen_reward: number;
  readonly rejected_reward: number;
}

/** A draw that can be learned from. */
interface Draw {
  readonly generation: GenerationFacts;
  readonly reward: number;
}

/** The completions of a group by stage: its docs, then the codes rebuilt from each. */
export function completionRows(group: ExportedGroup): CompletionRow[] {
  const { documentations } = group;
  const docs = documentations.flatMap((one) => drawOf(one.generation, documentationReward(one)));
  return [
    ...rowsOf(group, 'documentation', `${group.id}`, docs),
    ...documentations.flatMap(({ id, reconstructions }) =>
      [...Map.groupBy(reconstructions, policyOf).values()].flatMap((drawn, index) => {
        const codes = drawn.flatMap((one) => drawOf(one.generation, rewardOf(one)));
        return rowsOf(group, 'reconstruction', `${group.id}/${id}/${index}`, codes);
      }),
    ),
  ];
}

/** One row a group whose rewards differ. */
export function preferenceRows(completions: readonly CompletionRow[]): PreferenceRow[] {
  const groups = Map.groupBy(completions, ({ group }) => group);
  return [...groups.values()].flatMap((rows) => {
    const ranked = [...rows].sort((a, b) => b.reward - a.reward);
    const [best, worst] = [ranked[0], ranked.at(-1)];
    if (!best || !worst || best.reward === worst.reward) return [];
    const { group, stage, side, prompt, prompt_ids } = best;
    return {
      ...{ group, stage, side, prompt },
      chosen: best.completion,
      rejected: worst.completion,
      prompt_ids,
      chosen_ids: best.completion_ids,
      rejected_ids: worst.completion_ids,
      chosen_reward: best.reward,
      rejected_reward: worst.reward,
    };
  });
}

/** Draws are compared where nothing but luck tells them apart. */
function policyOf({ generation }: RecordedReconstruction): string {
  const { modelHash, adapter, promptVersion, temperature, topK, topP, minP } = generation;
  return JSON.stringify([modelHash, adapter, promptVersion, temperature, topK, topP, minP]);
}

function drawOf(generation: GenerationFacts, reward: number | null): Draw[] {
  return reward === null || generation.completionTokens.length === 0
    ? []
    : [{ generation, reward }];
}

function rowsOf(
  { side, subject, textOf }: ExportedGroup,
  stage: CompletionRow['stage'],
  group: string,
  draws: readonly Draw[],
): CompletionRow[] {
  const mean = meanOf(draws.map(({ reward }) => reward)) ?? 0;
  return draws.map(({ generation, reward }) => {
    const { promptTokens, completionTokens } = generation;
    return {
      ...{ group, stage, side },
      prompt: textOf(promptTokens),
      completion: textOf(completionTokens),
      reward,
      advantage: reward - mean,
      prompt_ids: promptTokens,
      completion_ids: completionTokens,
      input_ids: [...promptTokens, ...completionTokens],
      completion_mask: [...promptTokens.map(() => 0), ...completionTokens.map(() => 1)],
      old_log_probs: null,
      repository: subject.repository,
      path: subject.path,
      qualified_name: subject.qualifiedName,
      language: subject.language,
      model_hash: generation.modelHash,
      adapter: generation.adapter,
      prompt_version: generation.promptVersion,
      temperature: generation.temperature,
      seed: generation.seed,
    };
  });
}
