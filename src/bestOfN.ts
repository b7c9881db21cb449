import { byFidelity, type Candidate, candidateOf, isMeasured } from './candidate.ts';
import { type Outcome, RoundtripError } from './common/errors.ts';
import type { FunctionUnit } from './parse/types.ts';
import {
  type DocumentOptions,
  freshSeed,
  greedySampling,
  type Place,
  type RoundTrip,
  userSampling,
} from './roundTrip.ts';

export interface BestOfOptions extends DocumentOptions {
  /** N, from 1. */
  readonly docs: number;
  /** K for each doc, the first of them greedy. With 0 no fidelity is measured. */
  readonly reconstructions: number;
  /** Counted from the start, but the first doc is drawn to its end. Without it there is no limit. */
  readonly seconds?: number | undefined;
  readonly seed?: number | undefined;
}

/**
 * Draws N docs and rebuilds the function from each. Yields all candidates so far, best first: one
 * doc as soon as it is written (`onPreview` sees it grow), then the list anew whenever it grew or a
 * fidelity came. Equal docs are one candidate, a reply that is no doc is none. Ends when all is
 * done or the time is over.
 * @throws RoundtripError when the engine fails at the first doc, or when no doc or no reconstruction
 * of any doc could be drawn; a later failure costs only what was asked for at that moment.
 */
export async function* bestOfN(
  roundTrip: RoundTrip,
  place: Place,
  unit: FunctionUnit,
  { docs, reconstructions, seconds, seed = freshSeed(), signal, ...options }: BestOfOptions,
): AsyncGenerator<readonly Candidate[], void> {
  const timeOver = seconds === undefined ? undefined : AbortSignal.timeout(seconds * 1000);
  const either = AbortSignal.any([signal, timeOver].filter((each) => each !== undefined));
  const drawing = samplingsFrom(seed, docs);
  const rebuilding = unit.isStub
    ? []
    : [greedySampling, ...samplingsFrom(seed + docs, reconstructions)].slice(0, reconstructions);
  const candidates = new Map<string, Candidate>();
  const bestFirst = () => [...candidates.values()].sort(byFidelity);
  const failures: RoundtripError[] = [];
  const tolerate = <T>(work: Promise<Outcome<T>[]>): Promise<Outcome<T>[]> =>
    work.catch((error) => {
      if (!(error instanceof RoundtripError)) throw error;
      failures.push(error);
      return [];
    });

  try {
    // The first alone, because no doc can be there sooner; then the others in lock-step.
    for (const samplings of [drawing.slice(0, 1), drawing.slice(1)]) {
      if (samplings.length === 0) continue;
      const before = candidates.size;
      const how = before === 0 ? { signal } : { signal: either, onPreview: undefined };
      const work = roundTrip.document(place, unit, samplings, { ...options, ...how });
      const drawn = await (before === 0 ? work : tolerate(work));
      for (const outcome of drawn) {
        if ('error' in outcome) failures.push(outcome.error);
        else if (!candidates.has(outcome.value.doc)) {
          candidates.set(outcome.value.doc, candidateOf(outcome.value));
        }
      }
      if (candidates.size > before) yield bestFirst();
      if (rebuilding.length === 0) continue;
      for (const { documentation } of bestFirst().filter((each) => !isMeasured(each))) {
        const rebuilt = roundTrip.reconstruct(place, unit, documentation, rebuilding, either);
        candidates.set(documentation.doc, candidateOf(documentation, await tolerate(rebuilt)));
        yield bestFirst();
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (!timeOver?.aborted) throw error;
    return;
  }
  const [failure] = failures;
  const lacks = candidates.size === 0 || (rebuilding.length > 0 && !bestFirst().some(isMeasured));
  if (failure && lacks) throw failure;
}

/** `count` draws as the person gets them, from neighbouring seeds. */
function samplingsFrom(seed: number, count: number): ReturnType<typeof userSampling>[] {
  return Array.from({ length: count }, (_, index) => userSampling((seed + index) % 2 ** 32));
}
