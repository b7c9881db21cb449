import type { Engine } from '../engine/engine.ts';
import type { ModelChoice, ModelSession } from '../models/session.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { RewardFunction } from '../reward/types.ts';
import type { RolloutStore } from '../rollout/store.ts';
import type { RoundTrip } from '../roundTrip.ts';
import type { AdapterRegistry } from '../training/adapters/registry.ts';
import type { TrainerEvent } from '../training/trainerEvents.ts';
import type { Trainer } from '../training/trainerProcess.ts';

/** What a cycle of learning works with, on the command line as in the editor. */
export interface CycleParts {
  readonly dataDirectory: string;
  readonly parser: CodeParser;
  readonly store: RolloutStore;
  readonly engine: Engine;
  readonly session: Pick<ModelSession, 'named' | 'use' | 'identity'>;
  readonly roundTrip: Pick<RoundTrip, 'document' | 'reconstruct'>;
  readonly reward: RewardFunction;
  readonly adapters: AdapterRegistry;
  /** The policy of a repository, which drew its rollouts. */
  readonly adapterOf: ModelChoice['adapterOf'];
  /** Makes the trainer ready; asked for once there is something to train on. */
  readonly trainer: () => Promise<Trainer>;
  readonly listener: CycleListener;
  readonly signal: AbortSignal;
}

/** Which policy is judged: what the repository uses now, or what was trained. */
export type JudgedPolicy = 'present' | 'candidate';

/** Is told how a cycle goes. */
export interface CycleListener {
  onTrainerEvent(event: TrainerEvent): void;
  onJudging(policy: JudgedPolicy, done: number, total: number): void;
  /** A sentence that is no result, as which file was passed over. */
  onNote(sentence: string): void;
  /** The run was begun and not brought to its end; it can be gone on with. */
  onStopped(run: string): void;
}
