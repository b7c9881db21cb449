import { RoundtripError } from '../common/errors.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { placeOfFile } from '../rollout/place.ts';
import type { Place } from '../roundTrip.ts';
import { readSource, unitsOf } from '../source/sourceFile.ts';

/** Functions outside of these lengths say nothing, or are beyond what a model can rebuild. */
const fewestLines = 3;
const mostLines = 150;

/** A function and where it stands. */
export interface FoundFunction {
  readonly file: string;
  readonly place: Place;
  readonly unit: FunctionUnit;
  /** The docs of its file, which decide the style. */
  readonly nearbyDocs: readonly string[];
}

/**
 * The functions of these files that are worth a rollout, in order.
 * @param onNote is told in a sentence of a file that was passed over.
 */
export async function* eligibleFunctions(
  { parser, signal }: { readonly parser: CodeParser; readonly signal: AbortSignal },
  files: readonly string[],
  onNote: (sentence: string) => void,
): AsyncGenerator<FoundFunction, void> {
  for (const file of files) {
    signal.throwIfAborted();
    try {
      const place = placeOfFile(file);
      const units = await unitsOf(parser, await readSource(file));
      const nearbyDocs = units.flatMap(({ existingDoc }) => existingDoc ?? []);
      for (const unit of units.filter(isEligible)) yield { file, place, unit, nearbyDocs };
    } catch (error) {
      if (!(error instanceof RoundtripError)) throw error;
      onNote(`Skipped: ${error.message}`);
    }
  }
}

function isEligible({ parses, isStub, code }: FunctionUnit): boolean {
  const lines = code.split('\n').length;
  return parses && !isStub && lines >= fewestLines && lines <= mostLines;
}
