import { createHash } from 'node:crypto';
import { RoundtripError } from '../common/errors.ts';
import type { HeldOutFunction } from '../evaluation/heldOut.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { codeHash } from '../rollout/codeHash.ts';
import { placeOfFile } from '../rollout/place.ts';
import { readSource, unitsOf } from '../source/sourceFile.ts';
import { sourcePaths } from '../source/sourcePaths.ts';
import { repeatsEarlier, splitFunctions } from '../training/split.ts';
import type { CycleListener, CycleParts } from './cycleParts.ts';

/** Functions outside of these lengths say nothing, or are beyond what a model can rebuild. */
const fewestLines = 3;
const mostLines = 150;

/** Some 150 are needed to see a gain of 15%; more would cost hours on a processor. */
const mostJudged = 200;

type SplittingParts = Pick<CycleParts, 'parser' | 'store' | 'signal'> & {
  readonly listener: Pick<CycleListener, 'onNote'>;
};

/** The functions of a repository, on their sides. */
export interface SplitRepository {
  /** The hashes of all code that must be in no loss, of this and of other repositories. */
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
  return {
    heldOut: [...heldOut].map(codeHash),
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

async function functionsOf(parts: SplittingParts, repository: string): Promise<HeldOutFunction[]> {
  const functions: HeldOutFunction[] = [];
  for (const path of await sourcePaths([repository], parts.signal)) {
    parts.signal.throwIfAborted();
    const place = placeOfFile(path);
    if (place.repository !== repository) continue; // a repository inside has its own adapter
    try {
      const units = await unitsOf(parts.parser, await readSource(path));
      const nearbyDocs = units.flatMap(({ existingDoc }) => existingDoc ?? []);
      functions.push(...units.filter(isEligible).map((unit) => ({ place, unit, nearbyDocs })));
    } catch (error) {
      if (!(error instanceof RoundtripError)) throw error;
      parts.listener.onNote(`Skipped: ${error.message}`);
    }
  }
  return functions;
}

function isEligible({ code, parses, isStub }: FunctionUnit): boolean {
  const lines = code.split('\n').length;
  return parses && !isStub && lines >= fewestLines && lines <= mostLines;
}
