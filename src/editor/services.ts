import type { Logger } from '../common/logger.ts';
import type { Engine, ModelTools } from '../engine/engine.ts';
import type { FidelityMeter } from '../fidelity.ts';
import type { DocHistory } from '../history/docHistory.ts';
import type { ModelChoice, ModelSession } from '../models/session.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { RewardFunction } from '../reward/types.ts';
import type { RolloutStore } from '../rollout/store.ts';
import type { RoundTrip } from '../roundTrip.ts';
import type { AdapterRegistry } from '../training/adapters/registry.ts';
import type { TrainerEnvironment } from '../training/environment/trainerEnvironment.ts';
import type { RightOfWay } from './rightOfWay.ts';

/** What the commands and views share. Built by extension.ts; nothing behind it starts before use. */
export interface Services {
  readonly logger: Logger;
  readonly parser: CodeParser;
  readonly engine: Engine & ModelTools;
  /** Taken by whatever the person asks of the model. */
  readonly rightOfWay: RightOfWay;
  /** The chosen model: resolves it, loads it, names it in records. */
  readonly session: ModelSession;
  readonly store: RolloutStore;
  readonly roundTrip: RoundTrip;
  readonly reward: RewardFunction;
  readonly meter: FidelityMeter;
  readonly history: DocHistory;
  readonly adapters: AdapterRegistry;
  /** The adapter that a repository uses. */
  readonly adapterOf: ModelChoice['adapterOf'];
  /** The Python that trains, and the trainer's source. */
  readonly trainerEnvironment: TrainerEnvironment;
  /** The folder that all windows and the command line share. */
  readonly dataDirectory: string;
  /** The folder of the models that were pulled. */
  readonly modelsDirectory: string;
}
