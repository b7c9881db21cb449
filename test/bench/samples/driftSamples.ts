import { greedySampling, userSampling } from '../../../src/roundTrip.ts';
import type { BenchFunction } from './functions.ts';
import { SampleFile } from './sampleFile.ts';
import type { Sampler } from './sampler.ts';
import { sideBySide } from './sideBySide.ts';

export const mostReconstructions = 4;
const functionsAtATime = 8;

interface DocOfFunction {
  readonly id: string;
  readonly doc: string | null;
}

/** What one model rebuilt from a function's doc: the greedy code first, then drawn ones. */
interface CodesOfFunction {
  readonly id: string;
  readonly codes: readonly (string | null)[];
}

/** The most likely doc of each function; those that are not on the disk are drawn. */
export async function driftDocs(
  sampler: Sampler,
  functions: readonly BenchFunction[],
): Promise<Map<string, string>> {
  const file = new SampleFile<DocOfFunction>(`.cache/bench/drift/docs-${sampler.model}.jsonl`);
  const missing = functions.filter(({ id }) => !file.get(id));
  await sideBySide(`docs by ${sampler.model}`, missing, functionsAtATime, async ({ id, unit }) => {
    const [doc = null] = await sampler.docs(unit, [greedySampling]);
    file.add({ id, doc });
  });
  return new Map(
    functions.flatMap(({ id }) => {
      const doc = file.get(id)?.doc;
      return doc ? [[id, doc] as const] : [];
    }),
  );
}

/** The codes that the sampler's model rebuilds from `docs`; those not on the disk are drawn. */
export async function driftCodes(
  sampler: Sampler,
  functions: readonly BenchFunction[],
  docs: ReadonlyMap<string, string>,
): Promise<Map<string, readonly (string | null)[]>> {
  const file = new SampleFile<CodesOfFunction>(`.cache/bench/drift/codes-${sampler.model}.jsonl`);
  const documented = functions.flatMap(({ id, unit }) => {
    const doc = docs.get(id);
    return doc === undefined ? [] : [{ id, unit, doc }];
  });
  const missing = documented.filter(({ id }) => !file.get(id));
  const samplings = [
    greedySampling,
    ...Array.from({ length: mostReconstructions - 1 }, (_, index) => userSampling(index + 1)),
  ];
  await sideBySide(`codes by ${sampler.model}`, missing, functionsAtATime, async (each) =>
    file.add({ id: each.id, codes: await sampler.codes(each.unit, each.doc, samplings) }),
  );
  return new Map(documented.flatMap(({ id }) => [[id, file.get(id)?.codes ?? []] as const]));
}
