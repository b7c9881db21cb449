/**
 * The fidelity of a documentation that stands in a file: the function is rebuilt from it and
 * compared with what it is. Reconstructions that the store holds are used again, scored anew.
 */
import { createHash } from 'node:crypto';
import { RoundtripError, successOf } from './common/errors.ts';
import { docWords } from './parse/docWords.ts';
import type { FunctionUnit } from './parse/types.ts';
import { reconstructionPrompt, signatureView } from './prompt/reconstruction.ts';
import { mean, meanParts } from './reward/mean.ts';
import type { RewardFunction, RewardParts } from './reward/types.ts';
import type { ModelIdentity, ReconstructionSource, StoredReconstruction } from './rollout/types.ts';
import {
  greedySampling,
  type Place,
  type RoundTrip,
  type RoundTripParts,
  userSampling,
} from './roundTrip.ts';

type Sampling = typeof greedySampling;

/** A reconstruction with its present score. */
export interface ScoredReconstruction {
  /** Null where nothing usable came back; such a one has the reward 0. */
  readonly code: string | null;
  readonly reward: number | null;
  readonly similarity: number;
  readonly parts: RewardParts;
}

export interface Fidelity {
  /** The mean reward, each from 0. Null where no reconstruction could be judged. */
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
  /** The model that is chosen, loaded or not, with the repository's adapter; null while none is. */
  readonly identity: (repository: string) => Promise<ModelIdentity | null>;
  /** Loads that model; called before the first reconstruction is drawn. */
  readonly ready: (repository: string, signal?: AbortSignal) => Promise<unknown>;
  /**
   * Asked for reconstructions of the store that are measured again: since then tests may have
   * changed, or been allowed or forbidden.
   */
  readonly tests?: RoundTripParts['tests'];
  /** Told when the store can't be read; everything is then drawn anew. */
  readonly onNotRead: (error: unknown) => void;
}

export interface MeasureOptions {
  /** How many: the first is greedy, the others are drawn by seeds derived from the code. */
  readonly reconstructions?: number;
  readonly signal?: AbortSignal | undefined;
  /** The recorded documentation that is measured, where it is known. */
  readonly documentationId?: number | null;
}

/** Measures documentations. Stubs must not be measured: they have no code to compare with. */
export class FidelityMeter {
  constructor(private readonly parts: FidelityParts) {}

  /** What the store knows of `unit` with this documentation, by the chosen model; needs no model. */
  async known(
    place: Place,
    unit: FunctionUnit,
    doc: string,
    reconstructions = 1,
  ): Promise<Fidelity | null> {
    const drawn = await this.stored(place, unit, doc, samplingsOf(unit, reconstructions));
    return drawn.some((one) => one === null) ? null : summary(drawn.flatMap((one) => one ?? []));
  }

  /**
   * The fidelity of the unit's documentation, drawn as far as the store does not know it.
   * @throws RoundtripError `no-documentation`, or of the engine.
   */
  async measure(
    place: Place,
    unit: FunctionUnit,
    { reconstructions = 1, signal, documentationId = null }: MeasureOptions = {},
  ): Promise<Fidelity> {
    const doc = unit.existingDoc;
    if (doc === null) {
      throw new RoundtripError(
        'no-documentation',
        `${unit.qualifiedName} has no documentation to measure. Write one first.`,
      );
    }
    const samplings = samplingsOf(unit, reconstructions);
    const stored = await this.stored(place, unit, doc, samplings);
    const missing = samplings.filter((_, index) => !stored[index]);
    const kept = stored.flatMap((one) => one ?? []);
    const known = await this.judgedByTests(place, unit, doc, kept, signal);
    if (missing.length === 0) return summary(known);
    await this.parts.ready(place.repository, signal);
    const source = { id: documentationId, doc };
    const outcomes = await this.parts.roundTrip.reconstruct(place, unit, source, missing, signal);
    const drawnAt = Date.now();
    const fresh = outcomes.map((outcome) => ({
      ...(successOf(outcome) ?? nothingUsable),
      drawnAt,
      isStored: false,
    }));
    return summary([...known, ...fresh]);
  }

  /** For each sampling what the store holds of it, with its present score. */
  private async stored(
    place: Place,
    unit: FunctionUnit,
    doc: string,
    samplings: readonly Sampling[],
  ): Promise<(Drawn | null)[]> {
    const records = await this.recordsOf(place, unit, doc);
    return samplings.map((sampling) => {
      const record = records.findLast(({ generation }) => isDrawnBy(generation, sampling));
      return record ? this.score(unit, doc, record) : null;
    });
  }

  private async judgedByTests(
    place: Place,
    unit: FunctionUnit,
    doc: string,
    stored: readonly Drawn[],
    signal: AbortSignal | undefined,
  ): Promise<readonly Drawn[]> {
    if (!this.parts.tests) return stored;
    const codes = stored.flatMap(({ code }) => code ?? []);
    const verdicts = await this.parts.tests(place, unit, codes, signal);
    return stored.map((one) => {
      if (one.code === null) return one;
      const testsPass = verdicts[codes.indexOf(one.code)] ?? undefined;
      return { ...one, ...this.parts.reward(unit, one.code, doc, testsPass) };
    });
  }

  /** The model is named only for code that was rebuilt before: that may start the engine. */
  private async recordsOf(
    { repository }: Place,
    unit: FunctionUnit,
    doc: string,
  ): Promise<StoredReconstruction[]> {
    const { store, identity } = this.parts;
    if (!this.reading(() => store.wasRebuilt(unit.code))) return [];
    const policy = await identity(repository);
    if (!policy) return [];
    const { modelHash, adapter } = policy;
    const { version: promptVersion } = reconstructionPrompt(signatureView(unit), doc);
    const filter = { code: unit.code, modelHash, adapter, promptVersion };
    const records = this.reading(() => store.reconstructionsOf(filter)) ?? [];
    return records.filter((record) => isAnswer(record) && docWords(record.doc) === docWords(doc));
  }

  /** Null where the store can't be read. */
  private reading<T>(read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      this.parts.onNotRead(error);
      return null;
    }
  }

  /** Without what tests said of it then: they, or what the code calls, may be others by now. */
  private score(unit: FunctionUnit, doc: string, { code, createdAt }: StoredReconstruction): Drawn {
    const scored = code === null ? nothingUsable : { code, ...this.parts.reward(unit, code, doc) };
    return { ...scored, drawnAt: createdAt, isStored: true };
  }
}

interface Drawn extends ScoredReconstruction {
  readonly drawnAt: number;
  readonly isStored: boolean;
}

const nothingUsable: ScoredReconstruction = { code: null, reward: 0, similarity: 0, parts: {} };

/** Failures that the same prompt and seed would meet again; others, as a death, say nothing. */
const lastingFailures = new Set<string | null>(['empty-reply', 'unusable-reply']);

function isAnswer({ code, failure }: StoredReconstruction): boolean {
  return code !== null || lastingFailures.has(failure);
}

/** Greedy, then by seeds that are always the same for this code. */
function samplingsOf({ code }: FunctionUnit, count: number): Sampling[] {
  const drawn = Array.from({ length: count - 1 }, (_, index) =>
    userSampling(createHash('sha256').update(`${index} ${code}`).digest().readUInt32LE()),
  );
  return [greedySampling, ...drawn];
}

function isDrawnBy(facts: Sampling, sampling: Sampling): boolean {
  return (
    facts.seed === sampling.seed &&
    facts.temperature === sampling.temperature &&
    facts.topK === sampling.topK &&
    facts.topP === sampling.topP &&
    facts.minP === sampling.minP
  );
}

function summary(drawn: readonly Drawn[]): Fidelity {
  const rewards = drawn.flatMap((one) => one.reward ?? []);
  return {
    fidelity: mean(rewards.map((reward) => Math.max(0, reward))),
    reward: mean(rewards),
    parts: meanParts(drawn.map(({ parts }) => parts)),
    reconstructions: drawn.map(({ code, reward, similarity, parts }) => ({
      ...{ code, reward, similarity, parts },
    })),
    checkedAt: Math.max(...drawn.map(({ drawnAt }) => drawnAt)),
    fromCache: drawn.every(({ isStored }) => isStored),
  };
}
