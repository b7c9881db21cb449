import { RoundtripError } from '../../common/errors.ts';
import type { FunctionUnit } from '../../parse/types.ts';
import { placeOfFile } from '../../rollout/place.ts';
import type { Place } from '../../roundTrip.ts';
import { readSource, unitsOf } from '../../source/sourceFile.ts';
import type { Core } from '../core.ts';

/** Functions outside of these lengths say nothing, or are beyond what a model can rebuild. */
const fewestLines = 3;
const mostLines = 150;

/** A function and where it stands. */
export interface FoundFunction {
  readonly file: string;
  readonly place: Place;
  readonly unit: FunctionUnit;
}

/** The functions of these files that are worth a rollout, in order. */
export async function* functionsOf(
  { parser, output, signal }: Pick<Core, 'parser' | 'output' | 'signal'>,
  files: readonly string[],
): AsyncGenerator<FoundFunction, void> {
  for (const file of files) {
    signal.throwIfAborted();
    try {
      for (const unit of await unitsOf(parser, await readSource(file))) {
        if (isWorthwhile(unit)) yield { file, place: placeOfFile(file), unit };
      }
    } catch (error) {
      if (!(error instanceof RoundtripError)) throw error;
      output.note(`Skipped: ${error.message}`);
    }
  }
}

function isWorthwhile({ parses, isStub, code }: FunctionUnit): boolean {
  const lines = code.split('\n').length;
  return parses && !isStub && lines >= fewestLines && lines <= mostLines;
}
