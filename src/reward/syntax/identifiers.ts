import { dice, type Multiset, multisetOf } from '../multiset.ts';
import type { CanonicalToken } from './canonicalTokens.ts';

const identifierKind = /identifier|^constant$|_variable$|^hash_key_symbol$|^simple_symbol$/;

/** The names a body takes from outside: functions it calls, members, globals, types. */
function outsideNames(tokens: readonly CanonicalToken[]): Multiset {
  const outside = tokens.filter(
    ({ role, leaf }) => role === 'other' && leaf.inBody && identifierKind.test(leaf.kind),
  );
  return multisetOf(outside.map(({ text }) => text));
}

/**
 * Overlap (Sørensen–Dice) of the identifiers in the bodies. Parameters earn nothing, as the
 * signature gives them away, nor do locals, whose names are free.
 * @returns null where neither body names anything else.
 */
export function identifierOverlap(
  a: readonly CanonicalToken[],
  b: readonly CanonicalToken[],
): number | null {
  const namesA = outsideNames(a);
  const namesB = outsideNames(b);
  return namesA.size + namesB.size === 0 ? null : dice(namesA, namesB);
}
