import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { HeldOutFunction } from '../evaluation/heldOut.ts';
import { codeHash } from '../rollout/codeHash.ts';
import { secretIn } from '../secrets/secretIn.ts';
import { repeatsEarlier, splitFunctions } from '../training/split.ts';
import type { CycleListener, CycleParts } from './cycleParts.ts';
import { judgedFunctions } from './learnable.ts';

/** Some 150 are needed to see a gain of 15%; more would cost hours on a processor. */
const mostJudged = 200;

type SplittingParts = Pick<CycleParts, 'parser' | 'store' | 'signal'> & {
  readonly listener: Pick<CycleListener, 'onNote'>;
};

/** The functions of a repository, on their sides. */
export interface SplitRepository {
  /**
   * The hashes of all code that must be in no loss, of this and of other repositories: what is held
   * out, and what holds a secret and was recorded because a person asked for it.
   */
  readonly heldOut: readonly string[];
  /** Those that policies are judged on, none of them twice. */
  readonly judged: readonly HeldOutFunction[];
}

/**
 * Splits what the store holds, oldest first, and then what the repository has beyond that: so a
 * function stays on its side for ever.
 */
export async function splitRepository(
  parts: SplittingParts,
  repository: string,
): Promise<SplitRepository> {
  const functions = await functionsOf(parts, repository);
  const codes = [...new Set([...parts.store.codes(), ...functions.map(({ unit }) => unit.code)])];
  const sides = splitFunctions(codes);
  const heldOut = new Set(codes.filter((_, index) => sides[index] === 'held-out'));
  const candidates = inOrderOfHash(functions.filter(({ unit }) => heldOut.has(unit.code)));
  const repeats = repeatsEarlier(candidates.map(({ unit }) => unit.code));
  const secret = await withSecrets(codes, parts.signal);
  return {
    heldOut: [...new Set([...heldOut, ...secret])].map(codeHash),
    judged: candidates.filter((_, index) => !repeats[index]).slice(0, mostJudged),
  };
}

/** An order that says nothing of the functions and does not change. */
function inOrderOfHash(functions: readonly HeldOutFunction[]): HeldOutFunction[] {
  const key = ({ unit }: HeldOutFunction) =>
    createHash('sha256').update(`judged ${unit.code}`).digest('hex');
  return functions
    .map((one) => ({ one, hash: key(one) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .map(({ one }) => one);
}

/** Those of the codes that seem to hold a secret. */
async function withSecrets(codes: readonly string[], signal: AbortSignal): Promise<string[]> {
  const found: string[] = [];
  for (const code of codes) {
    if (secretIn(code) !== null) found.push(code);
    await setImmediate(undefined, { signal }); // a store may hold very many
  }
  return found;
}

async function functionsOf(parts: SplittingParts, repository: string): Promise<HeldOutFunction[]> {
  const note = (sentence: string) => parts.listener.onNote(sentence);
  const found: HeldOutFunction[] = [];
  for await (const { reason, ...one } of judgedFunctions(parts, [repository], note)) {
    // A repository inside has its own adapter; a near duplicate stands on the side of the first.
    const isOwn = one.place.repository === repository;
    if (isOwn && (reason === null || reason === 'duplicate')) found.push(one);
  }
  return found;
}
