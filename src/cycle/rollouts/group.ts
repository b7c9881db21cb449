import { rewardsOf } from '../../candidate.ts';
import { concernsOneFunction, successOf } from '../../common/errors.ts';
import type { FunctionUnit } from '../../parse/types.ts';
import { lift } from '../../reward/guards/lift.ts';
import { mean } from '../../reward/mean.ts';
import { type Documentation, type Place, pureSampling, type RoundTrip } from '../../roundTrip.ts';

/** How much is drawn for a function. */
export interface GroupSize {
  readonly docs: number;
  /** Of each doc, and of the signature alone. */
  readonly reconstructions: number;
}

/** One function's rollouts. */
export interface Group {
  /** The mean reward of each doc, null where none could be judged. */
  readonly rewards: readonly (number | null)[];
  /** What each doc adds to the signature, null where that can't be told. */
  readonly lifts: readonly (number | null)[];
  /** The mean reward of rebuilding from the signature alone. */
  readonly baseline: number | null;
  /** Of all docs together; the baseline's are not counted. */
  readonly reconstructions: number;
}

/** A function that the model can't take, as one too long for it; the store knows why. */
const nothingDrawn: Group = { rewards: [], lifts: [], baseline: null, reconstructions: 0 };

/**
 * Draws the baseline and the docs, and then what comes back from each doc.
 * @param seed of the first draw; each draw of the group has its own, and so the group is the same
 *   whatever else is drawn beside it.
 */
export async function drawGroup(
  roundTrip: RoundTrip,
  { place, unit }: { readonly place: Place; readonly unit: FunctionUnit },
  size: GroupSize,
  seed: number,
  signal: AbortSignal,
): Promise<Group> {
  const samplings = (count: number, offset: number) =>
    Array.from({ length: count }, (_, index) => pureSampling((seed + offset + index) % 2 ** 32));
  const rebuild = async (source: Documentation | null, offset: number) => {
    const drawn = samplings(size.reconstructions, offset);
    return rewardsOf(await roundTrip.reconstruct(place, unit, source, drawn, signal));
  };
  const [withoutDoc, drawn] = await allDone([
    rebuild(null, 0),
    roundTrip.document(place, unit, samplings(size.docs, size.reconstructions), { signal }),
  ]);
  const docs = drawn.flatMap((outcome) => successOf(outcome) ?? []);
  const rewards = await allDone(
    docs.map((doc, index) => rebuild(doc, size.docs + (index + 1) * size.reconstructions)),
  );
  const baseline = mean(withoutDoc);
  return {
    rewards: rewards.map(mean),
    lifts: rewards.map((one) => (baseline === null ? null : lift(one, baseline))),
    baseline,
    reconstructions: docs.length * size.reconstructions,
  };
}

/**
 * The same, and nothing where this function alone can't be drawn.
 * @param onPassedOver is told why.
 */
export async function drawGroupOrNothing(
  onPassedOver: (error: Error) => void,
  ...drawing: Parameters<typeof drawGroup>
): Promise<Group> {
  try {
    return await drawGroup(...drawing);
  } catch (error) {
    if (!concernsOneFunction(error)) throw error;
    onPassedOver(error);
    return nothingDrawn;
  }
}

/** What was drawn for some functions. */
export interface Tally {
  readonly functions: number;
  readonly docs: number;
  readonly reconstructions: number;
  /** Null where nothing could be judged. */
  readonly meanReward: number | null;
}

export function tallyOf(groups: readonly Group[]): Tally {
  const docs = groups.flatMap(({ rewards }) => rewards);
  return {
    functions: groups.length,
    docs: docs.length,
    reconstructions: groups.reduce((sum, group) => sum + group.reconstructions, 0),
    meanReward: mean(docs.flatMap((reward) => reward ?? [])),
  };
}

/** Like Promise.all, but nothing is still under way when it fails. */
async function allDone<T extends readonly unknown[] | []>(
  promises: T,
): Promise<{ -readonly [Place in keyof T]: Awaited<T[Place]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
