import { greedySampling, userSampling } from '../../../src/roundTrip.ts';
import type { BenchFunction } from './functions.ts';
import { SampleFile } from './sampleFile.ts';
import type { Sampler } from './sampler.ts';
import { sideBySide } from './sideBySide.ts';

export const docsPerFunction = 8;
const freshPerDoc = 1;
const functionsAtATime = 4;

/** A doc with what was rebuilt from it: the code the product chooses by, and codes that it never saw. */
export interface DocSample {
  readonly doc: string;
  readonly choosing: string | null;
  readonly fresh: readonly (string | null)[];
}

export interface BestOfNSample {
  readonly id: string;
  /** In the order drawn; null where the reply was no documentation. */
  readonly docs: readonly (DocSample | null)[];
}

/** The samples of all functions; those that are not on the disk are drawn if it is to be complete. */
export async function bestOfNSamples(
  sampler: Sampler,
  functions: readonly BenchFunction[],
  { isComplete = true } = {},
): Promise<Map<string, BestOfNSample>> {
  const file = new SampleFile<BestOfNSample>(`.cache/bench/best-of-n/${sampler.model}.jsonl`);
  // Short ones first: they are quick, so a run that is cut short has more functions.
  const missing = functions
    .filter(({ id }) => isComplete && !file.get(id))
    .sort((a, b) => a.unit.code.length - b.unit.code.length);
  await sideBySide('best of N', missing, functionsAtATime, async (each) =>
    file.add(await draw(sampler, each)),
  );
  return new Map(functions.flatMap(({ id }) => [[id, file.get(id)]] as const).filter(isThere));
}

async function draw(sampler: Sampler, { id, unit }: BenchFunction): Promise<BestOfNSample> {
  const samplings = Array.from({ length: docsPerFunction }, (_, index) => userSampling(index + 1));
  const drawn = await sampler.docs(unit, samplings);
  // As in the product, the same words are rebuilt once.
  const distinct = [...new Set(drawn)].filter((doc) => doc !== null);
  const samples = await Promise.all(
    distinct.map(async (doc, index): Promise<DocSample> => {
      const seeds = Array.from(
        { length: freshPerDoc },
        (_, attempt) => 1000 + index * freshPerDoc + attempt,
      );
      const [choosing = null, ...fresh] = await sampler.codes(unit, doc, [
        greedySampling,
        ...seeds.map(userSampling),
      ]);
      return { doc, choosing, fresh };
    }),
  );
  return {
    id,
    docs: drawn.map((doc) => samples.find((sample) => sample.doc === doc) ?? null),
  };
}

function isThere<T>(entry: readonly [string, T | undefined]): entry is readonly [string, T] {
  return entry[1] !== undefined;
}
