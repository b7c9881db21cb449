import type { FunctionUnit } from './types.ts';

/**
 * Finds in `units` of a file that changed meanwhile the function that `unit` was: the same name and
 * the same signature and body, the nearest to `nearOffset` if there are several. Null if it is gone
 * or its code changed; documentation does not count, nor the lines that it may have brought.
 */
export function relocate(
  units: readonly FunctionUnit[],
  unit: FunctionUnit,
  nearOffset: number,
): FunctionUnit | null {
  let nearest: FunctionUnit | null = null;
  for (const candidate of units) {
    if (!isSame(candidate, unit)) continue;
    if (!nearest || distance(candidate, nearOffset) < distance(nearest, nearOffset)) {
      nearest = candidate;
    }
  }
  return nearest;
}

function isSame(a: FunctionUnit, b: FunctionUnit): boolean {
  return a.qualifiedName === b.qualifiedName && a.signature === b.signature && a.body === b.body;
}

function distance({ range }: FunctionUnit, offset: number): number {
  return Math.abs(range.start - offset);
}
