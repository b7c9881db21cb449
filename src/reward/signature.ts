import { lexicalTokens } from './lexicalTokens.ts';
import type { Named, Pair } from './pairing.ts';

/** A parameter as it is compared: destructuring may be laid out in other ways. */
function spelling(parameter: string): string {
  return lexicalTokens(parameter)
    .filter((token) => token !== ',')
    .join(' ');
}

/**
 * 0 for another name or arity, the wrong form; else from one half to 1 with the share of
 * parameters that have the same name.
 */
export function signatureMatch({ original, candidate }: Pair<Named>): number {
  const wanted = original.parameters.map(spelling);
  const given = candidate.parameters.map(spelling);
  if (original.name !== candidate.name || wanted.length !== given.length) return 0;
  if (wanted.length === 0) return 1;
  const same = wanted.filter((name, place) => name === given[place]);
  return 0.5 + (0.5 * same.length) / wanted.length;
}
