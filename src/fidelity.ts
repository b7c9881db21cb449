/**
 * The fidelity of a documentation that stands in a file: the function is rebuilt from it and
 * compared with what it is. Reconstructions that the store holds are used again, scored anew.
 */
import type { FunctionUnit } from './parse/types.ts';
import type { RewardFunction, RewardParts } from './reward/types.ts';
import type { ReconstructionSource } from './rollout/types.ts';
import type { ModelIdentity, Place, RoundTrip } from './roundTrip.ts';

/** A reconstruction with its present score. */
export interface ScoredReconstruction {
  /** Null where nothing usable came back; such a one has the reward 0. */
  readonly code: string | null;
  readonly reward: number | null;
  readonly similarity: number;
  readonly parts: RewardParts;
}

export interface Fidelity {
  /** The mean reward, from 0 to 1. Null where no reconstruction could be judged. */
  readonly fidelity: number | null;
  /** The mean reward as it is. */
  readonly reward: number | null;
  /** The mean of each part over the reconstructions that have it. */
  readonly parts: RewardParts;
  readonly reconstructions: readonly ScoredReconstruction[];
  /** When the last of them was drawn, in milliseconds since 1970. */
  readonly checkedAt: number;
  /** Nothing had to be drawn. */
  readonly fromCache: boolean;
}

export interface FidelityParts {
  readonly roundTrip: Pick<RoundTrip, 'reconstruct'>;
  readonly reward: RewardFunction;
  readonly store: ReconstructionSource;
  /** The model that is chosen, loaded or not; null while none is. */
  readonly identity: () => Promise<ModelIdentity | null>;
  /** Loads the model; called before the first reconstruction is drawn. */
  readonly ready: (signal?: AbortSignal) => Promise<unknown>;
  /** Told when the store can't be read; everything is then drawn anew. */
  readonly onNotRead: (error: unknown) => void;
}

export interface MeasureOptions {
  /** How many: the first is greedy, the others are drawn by seeds derived from the code. */
  readonly reconstructions?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Measures documentations. Stubs must not be measured: they have no code to compare with. */
export class FidelityMeter {
  constructor(private readonly parts: FidelityParts) {}

  /** What the store knows of `unit` with this documentation, by the chosen model; needs no model. */
  async known(unit: FunctionUnit, doc: string, reconstructions = 1): Promise<Fidelity | null> {
    throw new Error(`Not built yet: ${unit.name} ${doc} ${reconstructions} ${this.parts}`);
  }

  /**
   * The fidelity of the unit's documentation, drawn as far as the store does not know it.
   * @throws RoundtripError `no-documentation`, or of the engine.
   */
  async measure(
    place: Place,
    unit: FunctionUnit,
    { reconstructions = 1, signal }: MeasureOptions = {},
  ): Promise<Fidelity> {
    throw new Error(`Not built yet: ${place.path} ${unit.name} ${reconstructions} ${signal}`);
  }
}
