import type { LanguageId } from '../parse/types.ts';
import type { RewardParts } from '../reward/types.ts';

/** Where a rollout's function comes from. */
export interface Subject {
  /** The repository's root folder, or the file's folder where there is none. */
  readonly repository: string;
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly qualifiedName: string;
  readonly language: LanguageId;
  readonly signature: string;
  /** The function without documentation; the store keeps its SHA-256 beside it. */
  readonly code: string;
}

/** The model that answers, as the records name it. */
export interface ModelIdentity {
  readonly model: string;
  readonly modelHash: string;
  readonly adapter: string | null;
}

/** How the model was asked. */
export interface GenerationFacts {
  /** The model file's name, for people; `modelHash` tells models apart. */
  readonly model: string;
  readonly modelHash: string;
  /** The adapter's id, or null for the base model. */
  readonly adapter: string | null;
  readonly promptVersion: string;
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly minP: number;
  readonly seed: number;
  readonly promptTokens: readonly number[];
  readonly completionTokens: readonly number[];
  readonly stopReason: string;
  readonly milliseconds: number;
}

/** One documentation drawn by the model. `failure` is an error code where nothing usable came. */
export interface DocumentationRecord {
  readonly subject: Subject;
  readonly generation: GenerationFacts;
  readonly doc: string | null;
  readonly failure: string | null;
}

/** One code rebuilt from a documentation. */
export interface ReconstructionRecord {
  readonly subject: Subject;
  readonly generation: GenerationFacts;
  /** The documentation's record, or null where the doc was already in the file. */
  readonly documentationId: number | null;
  /** Empty where the code was rebuilt from the signature alone. */
  readonly doc: string;
  readonly code: string | null;
  readonly reward: number | null;
  readonly similarity: number | null;
  readonly parts: RewardParts;
  readonly failure: string | null;
}

/** What the person did with a documentation. */
export type Verdict = 'accepted' | 'discarded' | 'asked-again' | 'edited';

export interface StoreSummary {
  readonly path: string;
  readonly documentations: number;
  readonly reconstructions: number;
  readonly verdicts: number;
  readonly bytes: number;
}

/** A documentation as it was recorded, with what the person did with it, oldest first. */
export interface StoredDocumentation extends DocumentationRecord {
  readonly id: number;
  /** Milliseconds since 1970, UTC. */
  readonly createdAt: number;
  readonly verdicts: readonly StoredVerdict[];
}

export interface StoredVerdict {
  readonly verdict: Verdict;
  /** The documentation as the person left it, where they edited it. */
  readonly editedDoc: string | null;
  readonly createdAt: number;
}

export interface StoredReconstruction extends ReconstructionRecord {
  readonly id: number;
  readonly createdAt: number;
}

/** Whose reconstructions are asked for: of one code, whatever file it stood in, by one policy. */
export interface ReconstructionFilter {
  readonly code: string;
  readonly modelHash: string;
  readonly adapter: string | null;
  /** The whole version, with language and style. */
  readonly promptVersion: string;
}

/** The same documentation would be drawn again: one code, policy, prompt and sampling. */
export interface DrawFilter extends ReconstructionFilter {
  readonly sampling: Pick<GenerationFacts, 'temperature' | 'topK' | 'topP' | 'minP' | 'seed'>;
}

/** What drawing a documentation only once needs of the store. */
export interface DocumentationSource {
  /** The last one of those that answer the filter, failures too, or null. */
  drawnDocumentation(filter: DrawFilter): StoredDocumentation | null;
}

/** What measuring a fidelity needs of the store. */
export interface ReconstructionSource {
  /** Whether this code was ever rebuilt, by whatever model. @throws as `reconstructionsOf` does. */
  wasRebuilt(code: string): boolean;
  /** In the order drawn, failures too. @throws RoundtripError `store-locked` and the like. */
  reconstructionsOf(filter: ReconstructionFilter): StoredReconstruction[];
}

/**
 * Which rollouts belong together: those of one policy (model and adapter) under comparable prompts.
 * A prompt version names all versions below it: `documentation/1` includes
 * `documentation/1/python/google`.
 */
export interface RolloutFilter {
  readonly modelHash: string;
  readonly adapter: string | null;
  readonly documentationPrompt: string;
  readonly reconstructionPrompt: string;
}

/**
 * The usable documentations of one function from one and the same prompt, with the rewards of their
 * reconstructions, as training groups them.
 */
export interface RolloutGroup {
  readonly subject: Subject;
  readonly docs: readonly {
    readonly id: number;
    readonly doc: string;
    readonly rewards: readonly (number | null)[];
  }[];
}

/** What one policy drew for one function of a repository at temperature 1, as training reads it. */
export interface FunctionVisit {
  readonly codeHash: string;
  /** When the last documentation was drawn, milliseconds since 1970. */
  readonly visitedAt: number;
  /** How many usable documentations there are. */
  readonly docs: number;
  /** Of the documentations' mean rewards; null while fewer than two are known. */
  readonly variance: number | null;
}

/** What the round trip needs of the store. Records are append-only. */
export interface RolloutSink {
  /** @returns the record's id. @throws RoundtripError `store-locked`, `disk-full`. */
  recordDocumentation(record: DocumentationRecord): number;
  recordReconstruction(record: ReconstructionRecord): number;
  recordVerdict(documentationId: number, verdict: Verdict, editedDoc?: string): void;
}
