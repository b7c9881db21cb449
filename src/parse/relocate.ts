import type { FunctionUnit } from './types.ts';

/**
 * Finds in `units` of a file that changed meanwhile the function that `unit` was: the same name and
 * the same code, the nearest to `nearOffset` if there are several. Null if it is gone or its code
 * changed.
 */
export function relocate(
  units: readonly FunctionUnit[],
  unit: FunctionUnit,
  nearOffset: number,
): FunctionUnit | null {
  let nearest: FunctionUnit | null = null;
  for (const candidate of units) {
    if (candidate.qualifiedName !== unit.qualifiedName || candidate.code !== unit.code) continue;
    if (!nearest || distance(candidate, nearOffset) < distance(nearest, nearOffset)) {
      nearest = candidate;
    }
  }
  return nearest;
}

function distance({ range }: FunctionUnit, offset: number): number {
  return Math.abs(range.start - offset);
}
