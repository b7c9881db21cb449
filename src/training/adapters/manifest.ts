import {
  anyObject,
  fields,
  matching,
  nullable,
  number,
  oneOf,
  pairOf,
  type Shape,
  text,
} from './shape.ts';

/** The held-out rewards of an adapter against those of the policy it was to replace. */
export interface HeldOutFigures {
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  readonly interval: readonly [low: number, high: number];
  readonly n: number;
}

/** Which rollouts an adapter was trained on. */
export interface TrainingData {
  /** ISO times of the first and the last. */
  readonly from: string;
  readonly to: string;
  readonly documentations: number;
  readonly reconstructions: number;
  readonly groups: number;
}

/**
 * `candidate`: trained, not judged yet. `promoted`: judged better than what was there. `kept`: judged
 * and not promoted; it can still be used. `imported`: from elsewhere, not judged.
 */
export type AdapterStatus = 'candidate' | 'promoted' | 'kept' | 'imported';

/** What is known of an adapter, kept beside it as `manifest.json`. */
export interface AdapterManifest {
  readonly version: 1;
  /** The number of the run that made it, four digits or more. */
  readonly id: string;
  readonly model: { readonly name: string; readonly hash: string };
  /** The repository it was trained on; null where it is for any. */
  readonly repository: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly run: string;
  /** Null where it was imported. */
  readonly objective: string | null;
  readonly config: Readonly<Record<string, unknown>> | null;
  readonly data: TrainingData | null;
  readonly metrics: Readonly<Record<string, unknown>> | null;
  /** The adapter that training went on from. */
  readonly parent: string | null;
  readonly status: AdapterStatus;
  readonly heldOut: HeldOutFigures | null;
  /** Why it was promoted or kept, in a sentence. */
  readonly reason: string | null;
  /** Of adapter.gguf, in hex. */
  readonly sha256: string;
}

export const adapterId = matching(/^\d{4,}$/);

export function isAdapterId(name: string): boolean {
  return adapterId(name);
}

export const adapterStatus = oneOf<AdapterStatus>('candidate', 'promoted', 'kept', 'imported');

export const heldOutFigures = fields<HeldOutFigures>({
  before: number,
  after: number,
  difference: number,
  interval: pairOf(number),
  n: number,
});

const manifest: Shape<AdapterManifest> = fields<AdapterManifest>({
  version: oneOf(1),
  id: adapterId,
  model: fields({ name: text, hash: text }),
  repository: nullable(text),
  createdAt: matching(/^\d{4}-\d\d-\d\dT/),
  run: text,
  objective: nullable(text),
  config: nullable(anyObject),
  data: nullable(
    fields<TrainingData>({
      from: text,
      to: text,
      documentations: number,
      reconstructions: number,
      groups: number,
    }),
  ),
  metrics: nullable(anyObject),
  parent: nullable(adapterId),
  status: adapterStatus,
  heldOut: nullable(heldOutFigures),
  reason: nullable(text),
  sha256: matching(/^[0-9a-f]{64}$/),
});

/** The manifest in a file's text, or null where it is none. */
export function parseManifest(json: string): AdapterManifest | null {
  try {
    const value: unknown = JSON.parse(json);
    return manifest(value) ? value : null;
  } catch {
    return null;
  }
}
