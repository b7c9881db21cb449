import type { CycleParts } from '../cycle/cycleParts.ts';
import type { FoundFunction } from '../cycle/eligibleFunctions.ts';
import { presentPrompts } from '../cycle/repositoryRollouts.ts';
import { drawGroupOrNothing, type Group, type Tally, tallyOf } from '../cycle/rollouts/group.ts';
import { inOrder } from '../cycle/rollouts/inOrder.ts';
import type { RoundTrip } from '../roundTrip.ts';
import { freshSeed } from '../roundTrip.ts';
import { chooseFunctions } from './chooseFunctions.ts';
import { type LearnableFunction, stillThere } from './findFunctions.ts';

/** Advantages want four of each. */
const size = { docs: 4, reconstructions: 4 };
/** Functions in one sitting, and how many of them at a time: what is under way is lost by a pause. */
const [functionsASitting, functionsAtOnce] = [8, 4];

type Parts = Pick<CycleParts, 'parser' | 'store' | 'session' | 'signal' | 'listener'> & {
  readonly roundTrip: RoundTrip;
};

/**
 * Draws rollouts for the functions whose turn it is, by the policy that is loaded.
 * @param onDrawn is told what there is after each function; what is told is in the store.
 * @throws RoundtripError of the engine or the store, or the signal's reason.
 */
export async function collectRollouts(
  parts: Parts,
  repository: string,
  functions: readonly LearnableFunction[],
  onDrawn: (drawn: Tally) => void,
): Promise<void> {
  const { modelHash, adapter } = parts.session.identity();
  const visits = parts.store.visits(repository, { modelHash, adapter, ...presentPrompts });
  const byCode = new Map(visits.map((visit) => [visit.codeHash, visit]));
  const candidates = functions.map((one) => ({
    ...one,
    visitedAt: byCode.get(one.codeHash)?.visitedAt ?? null,
    variance: byCode.get(one.codeHash)?.variance ?? null,
  }));
  const chosen = present(parts, chooseFunctions(candidates, functionsASitting));
  const groups: Group[] = [];
  const passedOver = ({ message }: Error) =>
    parts.listener.onNote(`A function was passed over: ${message}`);
  const draw = (one: FoundFunction, failed: AbortSignal) => {
    const stop = AbortSignal.any([parts.signal, failed]);
    return drawGroupOrNothing(passedOver, parts.roundTrip, one, size, freshSeed(), stop);
  };
  for await (const group of inOrder(chosen, functionsAtOnce, draw)) {
    groups.push(group);
    onDrawn(tallyOf(groups));
  }
}

async function* present(
  parts: Parts,
  chosen: readonly LearnableFunction[],
): AsyncGenerator<FoundFunction, void> {
  for (const one of chosen) {
    const found = await stillThere(parts, one);
    if (found) yield found;
  }
}
