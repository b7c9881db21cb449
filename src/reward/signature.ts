import type { Pair } from './pairing.ts';

/**
 * 0 for another name or arity, the wrong form; else from one half to 1 with the share of
 * parameters that have the same name.
 */
export function signatureMatch({ original, candidate }: Pair): number {
  const arity = original.parameters.length;
  if (original.name !== candidate.name || arity !== candidate.parameters.length) return 0;
  if (arity === 0) return 1;
  const same = original.parameters.filter((name, place) => name === candidate.parameters[place]);
  return 0.5 + (0.5 * same.length) / arity;
}
