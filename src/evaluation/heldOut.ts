/**
 * How good one policy is on functions that it never learned from: each is documented as users get it
 * and rebuilt as fidelity is measured. Seeds belong to the functions, so that two policies pair up.
 */
import { createHash } from 'node:crypto';
import { concernsOneFunction, successOf } from '../common/errors.ts';
import { inParallel } from '../common/inParallel.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { detectStyle, documentationPrompt } from '../prompt/documentation.ts';
import { reconstructionPrompt, signatureView } from '../prompt/reconstruction.ts';
import { lift } from '../reward/guards/lift.ts';
import type { RewardFunction } from '../reward/types.ts';
import type {
  DocumentationSource,
  ModelIdentity,
  ReconstructionSource,
  StoredReconstruction,
} from '../rollout/types.ts';
import {
  type Documentation,
  greedySampling,
  type Place,
  type RoundTrip,
  userSampling,
} from '../roundTrip.ts';
import { docWording } from './heldOutWords.ts';

/** A function to be judged on. */
export interface HeldOutFunction {
  readonly place: Place;
  readonly unit: FunctionUnit;
  /** The docs of its file, which decide the style. */
  readonly nearbyDocs: readonly string[];
}

/** What one policy made of one function. */
export interface HeldOutResult {
  /** Null where the model gave no usable doc. */
  readonly doc: string | null;
  /** The guarded reward of what was rebuilt from the doc; null where it can't be judged. */
  readonly reward: number | null;
  /** The reward of what was rebuilt from the signature alone. */
  readonly baseline: number | null;
  /** What the doc adds to the signature, as a share of what was left to gain. */
  readonly lift: number | null;
  /** The share of the body that the doc quotes. */
  readonly leak: number;
  readonly words: number;
  readonly codeShare: number;
}

export interface HeldOutParts {
  readonly roundTrip: Pick<RoundTrip, 'document' | 'reconstruct'>;
  readonly reward: RewardFunction;
  /** What was drawn before by the same policy, in the same way, is not drawn again. */
  readonly store: DocumentationSource & Pick<ReconstructionSource, 'reconstructionsOf'>;
  /** The policy that is loaded. */
  readonly identity: () => ModelIdentity;
}

export interface HeldOutOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** The engine draws as many at a time on a CPU. */
const inFlight = 8;

/**
 * Judges the loaded policy on each function, in their order.
 * @throws RoundtripError of the engine or the store; what was drawn until then is in the store.
 */
export async function evaluateHeldOut(
  functions: readonly HeldOutFunction[],
  parts: HeldOutParts,
  { signal, onProgress = () => {} }: HeldOutOptions,
): Promise<HeldOutResult[]> {
  let done = 0;
  return inParallel(functions, inFlight, signal, async (one, _, either) => {
    const result = await new HeldOutJudge(one, parts, either).result();
    done += 1;
    onProgress(done, functions.length);
    return result;
  });
}

const notJudged: HeldOutResult = {
  ...{ doc: null, reward: null, baseline: null, lift: null },
  ...{ leak: 0, words: 0, codeShare: 0 },
};

/** One function under the policy that is loaded. */
class HeldOutJudge {
  constructor(
    private readonly one: HeldOutFunction,
    private readonly parts: HeldOutParts,
    private readonly signal: AbortSignal,
  ) {}

  async result(): Promise<HeldOutResult> {
    try {
      const baseline = await this.rebuilt(null);
      const documentation = await this.documentation();
      if (!documentation) return { ...notJudged, reward: 0, baseline };
      const { doc } = documentation;
      const reward = await this.rebuilt(documentation);
      const isTold = reward !== null && baseline !== null;
      return {
        ...{ doc, reward, baseline },
        lift: isTold ? lift([reward], baseline) : null,
        leak: this.leakOf(doc),
        ...docWording(doc),
      };
    } catch (error) {
      if (concernsOneFunction(error)) return notJudged; // as one too long for the model
      throw error;
    }
  }

  /** Drawn as users get it; null where nothing usable came. */
  private async documentation(): Promise<Documentation | null> {
    const { place, unit, nearbyDocs } = this.one;
    const style = detectStyle(unit, nearbyDocs);
    const sampling = userSampling(seedOf(unit));
    const promptVersion = documentationPrompt(unit, style).version;
    const known = this.parts.store.drawnDocumentation({
      ...this.policy(),
      ...{ promptVersion, sampling },
    });
    if (known && known.doc !== null) return { id: known.id, doc: known.doc };
    if (known && lastingFailures.has(known.failure)) return null;
    const [outcome] = await this.parts.roundTrip.document(place, unit, [sampling], {
      signal: this.signal,
      style,
    });
    return outcome ? successOf(outcome) : null;
  }

  /**
   * The reward of the most likely code, from a doc or from the signature alone. A reply without code
   * has the reward 0.
   */
  private async rebuilt(source: Documentation | null): Promise<number | null> {
    const { place, unit } = this.one;
    const doc = source?.doc ?? null;
    const known = this.knownCode(doc);
    if (known) return known.code === null ? 0 : this.score(known.code, doc);
    const [outcome] = await this.parts.roundTrip.reconstruct(
      ...([place, unit, source, [greedySampling], this.signal] as const),
    );
    const code = outcome && successOf(outcome)?.code;
    return code === undefined || code === null ? 0 : this.score(code, doc);
  }

  private knownCode(doc: string | null): StoredReconstruction | undefined {
    const promptVersion = reconstructionPrompt(signatureView(this.one.unit), doc).version;
    return this.parts.store
      .reconstructionsOf({ ...this.policy(), promptVersion })
      .findLast(
        ({ generation, code, failure, ...record }) =>
          generation.temperature === greedySampling.temperature &&
          record.doc === (doc ?? '') &&
          (code !== null || lastingFailures.has(failure)),
      );
  }

  private score(code: string, doc: string | null): number | null {
    return this.parts.reward(this.one.unit, code, doc ?? undefined).reward;
  }

  /** The guards look at the doc alone, whatever was rebuilt from it. */
  private leakOf(doc: string): number {
    const { unit } = this.one;
    return this.parts.reward(unit, unit.code, doc).parts.leak ?? 0;
  }

  private policy() {
    const { modelHash, adapter } = this.parts.identity();
    return { code: this.one.unit.code, modelHash, adapter };
  }
}

/** Failures that the same prompt and seed would meet again; others, as a death, say nothing. */
const lastingFailures = new Set<string | null>(['empty-reply', 'unusable-reply']);

/** Of the function alone, so that each policy draws with the same one. */
function seedOf({ code }: FunctionUnit): number {
  return createHash('sha256').update(`held-out ${code}`).digest().readUInt32LE();
}
