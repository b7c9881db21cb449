import { concernsOneFunction, RoundtripError } from '../common/errors.ts';
import type { FunctionUnit } from '../parse/types.ts';
import type { Output } from './output.ts';

/**
 * Does `work` for each function in turn. One that fails is noted, and the rest is still done.
 * @throws RoundtripError at the end if any failed, or at once where all would.
 */
export async function eachFunction(
  output: Pick<Output, 'note' | 'progress'>,
  units: readonly FunctionUnit[],
  work: (unit: FunctionUnit) => Promise<void>,
): Promise<void> {
  let failed = 0;
  for (const [index, unit] of units.entries()) {
    output.progress(`${index + 1}/${units.length} ${unit.qualifiedName}`);
    try {
      await work(unit);
    } catch (error) {
      if (units.length === 1 || !concernsOneFunction(error)) throw error;
      failed += 1;
      output.note(`${unit.qualifiedName}: ${error.message}`);
    }
  }
  if (failed === 0) return;
  throw new RoundtripError(
    'unusable-reply',
    `${failed} of ${units.length} functions failed; the others are done.`,
  );
}
