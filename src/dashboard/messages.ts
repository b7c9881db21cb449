/**
 * What the dashboard's page asks and what it is answered, as plain data: by messages in the editor,
 * from the file itself in a report. Both sides check what they get by the shapes at the end.
 */
import type { RolloutOrder, RolloutQuery, RolloutRow } from '../rollout/figures/rolloutPage.ts';
import type { Totals } from '../rollout/figures/totals.ts';
import type { WorstDoc } from '../rollout/figures/worstDocs.ts';
import type { AdapterStatus, HeldOutFigures } from '../training/adapters/manifest.ts';
import type { PolicyAnswer } from '../training/judgementFile.ts';
import type { RunState } from '../training/runs.ts';
import type { TrainingProgress } from '../training/trainerEvents.ts';

export type { RolloutOrder, RolloutQuery, RolloutRow, Totals, WorstDoc };

/** The mean reward of a stretch of time; `margin` is half of its 95% interval. */
export interface RewardBucket {
  /** Its begin, milliseconds since 1970. */
  readonly from: number;
  readonly mean: number;
  readonly margin: number;
  readonly count: number;
}

export interface GroupReward {
  readonly name: string;
  readonly mean: number;
  readonly count: number;
}

/** An adapter that was trained, as all pages name it. */
export interface CycleSummary {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly repository: string | null;
  readonly status: AdapterStatus;
  readonly heldOut: HeldOutFigures | null;
  readonly reason: string | null;
}

/** How rewards were spread before a promotion and after it: a count for each bin from 0 to 1. */
export interface PromotionSpread {
  readonly id: string;
  /** The adapter before; null for the model alone. */
  readonly parent: string | null;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export interface Overview {
  readonly repository: string | null;
  readonly repositories: readonly string[];
  readonly totals: Totals;
  readonly rewards: readonly RewardBucket[];
  readonly languages: readonly GroupReward[];
  readonly folders: readonly GroupReward[];
  readonly cycles: readonly CycleSummary[];
  readonly promotions: readonly PromotionSpread[];
  readonly worst: readonly WorstDoc[];
  /** What rollouts can be filtered by. */
  readonly choices: { readonly adapters: readonly string[]; readonly languages: readonly string[] };
}

export interface RolloutPage {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly RolloutRow[];
}

export interface RolloutDetail extends RolloutRow {
  readonly doc: string;
  readonly original: string;
  readonly code: string | null;
  readonly similarity: number | null;
  readonly parts: Readonly<Record<string, number>>;
  readonly model: string;
  readonly promptVersion: string;
  readonly seed: number;
  readonly temperature: number;
  readonly milliseconds: number;
}

/** A held-out function under the policy before and the one that was trained. */
export interface CycleFunction {
  readonly path: string;
  readonly qualifiedName: string;
  readonly language: string;
  readonly before: PolicyAnswer;
  readonly after: PolicyAnswer;
}

export interface CycleDetail {
  /** Null where the run's judgement is gone or was never written. */
  readonly functions: readonly CycleFunction[] | null;
  readonly before: string | null;
}

/** The codes behind one function of a cycle; null where the store does not hold them (any more). */
export interface CycleCodes {
  readonly original: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

export interface RunSummary {
  readonly id: string;
  readonly state: RunState;
}

export interface LogLine {
  readonly kind: 'phase' | 'note' | 'error';
  readonly text: string;
}

export interface TrainingState {
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  /** The run that is shown; null where there is none. */
  readonly run: string | null;
  readonly state: RunState | null;
  readonly hasCheckpoint: boolean;
  /** The process that trains is this window's, so that this window can stop it. */
  readonly isOurs: boolean;
  readonly progress: readonly TrainingProgress[];
  readonly log: readonly LogLine[];
}

/** What background learning did. */
export interface ActivityRow {
  readonly startedAt: number;
  readonly seconds: number;
  readonly repository: string;
  readonly kind: 'rollouts' | 'training';
  readonly outcome: 'done' | 'paused' | 'failed';
  readonly detail: string;
}

export type StorageKind = 'records' | 'models' | 'runs' | 'adapters' | 'trainer' | 'other';

export interface StorageUse {
  readonly directory: string;
  readonly rows: readonly { readonly kind: StorageKind; readonly bytes: number }[];
}

/** The most rollouts that travel at a time. */
export const mostRollouts = 5_000;

/** What each question is answered with. */
export interface Answers {
  readonly overview: Overview;
  readonly rollouts: RolloutPage;
  readonly rollout: RolloutDetail | null;
  readonly cycle: CycleDetail;
  readonly cycleCodes: CycleCodes;
  readonly training: TrainingState;
  readonly activities: readonly ActivityRow[];
  readonly storage: StorageUse;
}

export type Question =
  | { readonly ask: 'overview'; readonly repository: string | null }
  | {
      readonly ask: 'rollouts';
      readonly query: RolloutQuery;
      readonly offset: number;
      readonly limit: number;
    }
  | { readonly ask: 'rollout'; readonly rollout: number }
  | { readonly ask: 'cycle'; readonly cycle: string }
  | { readonly ask: 'cycleCodes'; readonly cycle: string; readonly index: number }
  | { readonly ask: 'training'; readonly run: string | null }
  | { readonly ask: 'activities'; readonly repository: string | null }
  | { readonly ask: 'storage' };

export type AnswerTo<Q extends Question> = Answers[Q['ask']];

export const saveKinds = ['csv', 'png', 'svg'] as const;
export type SaveKind = (typeof saveKinds)[number];

/** What the page wants done. Nothing comes back but whether it went well. */
export type Action =
  | { readonly act: 'openCode'; readonly rollout: number }
  | { readonly act: 'train' | 'stopTraining' | 'forget' }
  | {
      readonly act: 'save';
      readonly kind: SaveKind;
      /** A file name to begin with, without its ending. */
      readonly name: string;
      /** Text, or base64 of a PNG. */
      readonly content: string;
    };

export type Request = { readonly id: number } & (Question | Action);

/** `error` is a sentence for the person. */
export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };
