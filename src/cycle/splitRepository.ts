import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { HeldOutFunction } from '../evaluation/heldOut.ts';
import { codeHash } from '../rollout/codeHash.ts';
import { secretIn } from '../secrets/secretIn.ts';
import { repeatsEarlier, splitFunctions } from '../training/split.ts';
import type { CycleListener, CycleParts } from './cycleParts.ts';
import { type JudgedFunction, judgedFunctions } from './learnable.ts';

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
  /** Those that may be learned from, in the order found; of near duplicates the first. */
  readonly learned: readonly JudgedFunction[];
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
  const recorded = parts.store.codes();
  const codes = [...new Set([...recorded, ...functions.map(({ unit }) => unit.code)])];
  const sides = splitFunctions(codes);
  const heldOut = new Set(codes.filter((_, index) => sides[index] === 'held-out'));
  const candidates = inOrderOfHash(functions.filter(({ unit }) => heldOut.has(unit.code)));
  const repeats = repeatsEarlier(candidates.map(({ unit }) => unit.code));
  // Those of the repository were looked at when they were found.
  const unlearned = new Set([...heldOut, ...(await withSecrets(recorded, parts.signal))]);
  return {
    heldOut: [...unlearned].map(codeHash),
    judged: candidates.filter((_, index) => !repeats[index]).slice(0, mostJudged),
    learned: functions.filter(({ reason, unit }) => reason === null && !unlearned.has(unit.code)),
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

async function functionsOf(parts: SplittingParts, repository: string): Promise<JudgedFunction[]> {
  const note = (sentence: string) => parts.listener.onNote(sentence);
  const found: JudgedFunction[] = [];
  for await (const one of judgedFunctions(parts, [repository], note)) {
    // A repository inside has its own adapter; a near duplicate stands on the side of the first.
    const isOwn = one.place.repository === repository;
    if (isOwn && (one.reason === null || one.reason === 'duplicate')) found.push(one);
  }
  return found;
}
