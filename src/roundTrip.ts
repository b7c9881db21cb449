/**
 * The story on one page: a function is documented by the model, rebuilt from that documentation
 * alone, and compared with what it was. How close it came is the documentation's fidelity, and
 * each step becomes a record from which the model learns.
 *
 *   FunctionUnit -> prompt/ -> engine -> documentation
 *   documentation -> prompt/ -> engine -> code -> reward/ -> rollout/
 */
import { attempt, failureOf, type Outcome, RoundtripError, successOf } from './common/errors.ts';
import type { Completion, Engine, Sampling, TokenEvent } from './engine/engine.ts';
import type { FunctionUnit } from './parse/types.ts';
import { cleanDocumentation, previewDocumentation } from './prompt/cleanDocumentation.ts';
import { cleanReconstruction } from './prompt/cleanReconstruction.ts';
import { detectStyle, documentationPrompt } from './prompt/documentation.ts';
import { reconstructionPrompt, signatureView } from './prompt/reconstruction.ts';
import type { DocumentationStyle, Prompt } from './prompt/types.ts';
import type { AsyncRewardFunction, Reward, RewardFunction } from './reward/types.ts';
import type { GenerationFacts, ModelIdentity, RolloutSink, Subject } from './rollout/types.ts';
import type { TestCodes } from './testRun/types.ts';

export { freshSeed, greedySampling, pureSampling, userSampling } from './prompt/sampling.ts';
/** Where a function lives; see Subject. */
export type Place = Pick<Subject, 'repository' | 'path'>;

export interface RoundTripParts {
  readonly engine: Engine;
  readonly reward: RewardFunction | AsyncRewardFunction;
  readonly store: RolloutSink;
  readonly identity: () => ModelIdentity;
  /** Whether the repository's own tests pass with each code; null where they can't tell. */
  readonly tests?: TestCodes | undefined;
  /** Told when a record could not be written; the round trip goes on. */
  readonly onNotRecorded: (error: unknown) => void;
}

/** A documentation. `id` is its record: null where it was not the model's or was not recorded. */
export interface Documentation {
  readonly id: number | null;
  readonly doc: string;
}

/** What came back from one documentation. */
export interface Reconstruction extends Reward {
  readonly code: string;
}

export interface DocumentOptions {
  readonly signal?: AbortSignal | undefined;
  /** Without one the style of `nearbyDocs` is followed. */
  readonly style?: DocumentationStyle | undefined;
  readonly nearbyDocs?: readonly string[];
  readonly onPreview?: ((doc: string) => void) | undefined;
}

/** A stub has no code yet that a reconstruction could be compared with. */
const unjudged: Reward = { reward: null, similarity: 0, parts: {} };

/** Documents functions, rebuilds them from their documentation, and records both. */
export class RoundTrip {
  /** How many tokens the model has drawn for this round trip, prompts not counted. */
  tokensDrawn = 0;

  constructor(private readonly parts: RoundTripParts) {}

  /**
   * Draws one documentation for each sampling, all from the same prompt.
   * @param onPreview sees the first one grow, comment markers already removed.
   * @throws RoundtripError of the engine; a reply that is no documentation is an outcome's error.
   */
  async document(
    place: Place,
    unit: FunctionUnit,
    samplings: readonly Sampling[],
    { signal, style, nearbyDocs = [], onPreview }: DocumentOptions = {},
  ): Promise<Outcome<Documentation>[]> {
    const prompt = documentationPrompt(unit, style ?? detectStyle(unit, nearbyDocs));
    const record = (generation: GenerationFacts, outcome: Outcome<string>) =>
      this.record((store) =>
        store.recordDocumentation({
          subject: subjectOf(place, unit),
          generation,
          doc: successOf(outcome),
          failure: failureOf(outcome),
        }),
      );
    let reply = '';
    const onText = (text: string) => {
      reply += text;
      onPreview?.(previewDocumentation(unit, reply));
    };
    const listener = onPreview && onText; // text that nobody sees need not leave the engine
    const completions = await this.generate(prompt, samplings, record, signal, listener);
    return completions.map(({ facts, text, stopReason }) => {
      const outcome = attempt(() => cleanDocumentation(unit, text, stopReason !== 'max-tokens'));
      const id = record(facts, outcome);
      return 'error' in outcome ? outcome : { value: { id, doc: outcome.value } };
    });
  }

  /** Rebuilds the function from its signature and `source.doc` alone, or from the signature alone. */
  async reconstruct(
    place: Place,
    unit: FunctionUnit,
    source: Documentation | null,
    samplings: readonly Sampling[],
    signal?: AbortSignal,
  ): Promise<Outcome<Reconstruction>[]> {
    const view = signatureView(unit);
    const prompt = reconstructionPrompt(view, source?.doc ?? null);
    const record = (generation: GenerationFacts, outcome: Outcome<Reconstruction>) => {
      const none = { code: null, reward: null, similarity: null, parts: {} };
      return this.record((store) =>
        store.recordReconstruction({
          subject: subjectOf(place, unit),
          generation,
          documentationId: source?.id ?? null,
          doc: source?.doc ?? '',
          ...(successOf(outcome) ?? none),
          failure: failureOf(outcome),
        }),
      );
    };
    const completions = await this.generate(prompt, samplings, record, signal);
    const cleaned = (text: string) => attempt(() => cleanReconstruction(view, text));
    const drawn = completions.map(({ facts, text }) => ({ facts, code: cleaned(text) }));
    const codes = drawn.flatMap(({ code }) => successOf(code) ?? []);
    const verdicts = unit.isStub ? [] : await this.parts.tests?.(place, unit, codes, signal);
    const judge = async (code: string): Promise<Reward> => {
      if (unit.isStub) return unjudged;
      const testsPass = verdicts?.[codes.indexOf(code)] ?? undefined;
      return this.parts.reward(unit, code, source?.doc, testsPass);
    };
    const judged = await Promise.all(
      drawn.map(async ({ facts, code }) => {
        if ('error' in code) return { facts, outcome: code };
        return { facts, outcome: { value: { code: code.value, ...(await judge(code.value)) } } };
      }),
    );
    for (const { facts, outcome } of judged) record(facts, outcome);
    return judged.map(({ outcome }) => outcome);
  }

  /** Asks the engine; when it fails, each outcome is recorded as failed before the error goes on. */
  private async generate(
    prompt: Prompt,
    samplings: readonly Sampling[],
    record: (generation: GenerationFacts, outcome: { error: RoundtripError }) => void,
    signal?: AbortSignal,
    onText?: (text: string) => void,
  ): Promise<(Completion & { facts: GenerationFacts })[]> {
    const { messages, constantMessages, prefill, stop, maxTokens } = prompt;
    // Asked before the drawing: meanwhile another repository's adapter may be put on.
    const facts = factsOf(prompt, this.parts.identity());
    const asked = { prompt: { messages, constantMessages, prefill }, stop, maxTokens };
    const requests = samplings.map((sampling) => ({ ...asked, sampling }));
    try {
      const onEvent = onText && ((event: TokenEvent) => event.index === 0 && onText(event.text));
      const completions = await this.parts.engine.generateMany(requests, signal, onEvent);
      return samplings.flatMap((sampling, index) => {
        const completion = completions[index];
        this.tokensDrawn += completion?.tokens.length ?? 0;
        return completion ? { ...completion, facts: facts(sampling, completion) } : [];
      });
    } catch (error) {
      if (error instanceof RoundtripError) {
        for (const sampling of samplings) record(facts(sampling), { error });
      }
      throw error;
    }
  }

  /** A full disk or a locked database costs the record, never the person's result. */
  private record(write: (store: RolloutSink) => number): number | null {
    try {
      return write(this.parts.store);
    } catch (error) {
      this.parts.onNotRecorded(error);
      return null;
    }
  }
}

function subjectOf(place: Place, unit: FunctionUnit): Subject {
  const { language, qualifiedName, signature, code } = unit;
  return { ...place, language, qualifiedName, signature, code };
}

function factsOf(prompt: Prompt, identity: ModelIdentity) {
  return (sampling: Sampling, completion?: Completion): GenerationFacts => ({
    ...identity,
    ...sampling,
    promptVersion: prompt.version,
    promptTokens: completion?.promptTokens ?? [],
    completionTokens: completion?.tokens ?? [],
    stopReason: completion?.stopReason ?? 'failed',
    milliseconds: Math.round(completion?.timings.totalMs ?? 0),
  });
}
