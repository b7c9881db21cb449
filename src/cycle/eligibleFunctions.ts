import { RoundtripError } from '../common/errors.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { placeOfFile } from '../rollout/place.ts';
import type { Place } from '../roundTrip.ts';
import { secretIn } from '../secrets/secretIn.ts';
import { readSource, type SourceFile, unitsOf } from '../source/sourceFile.ts';

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

/** Why a function is worth no rollout, whatever file it stands in. */
export type Unfit = 'syntax' | 'length' | 'secret';

interface Parts {
  readonly parser: CodeParser;
  readonly signal: AbortSignal;
}

type OnNote = (sentence: string) => void;

/**
 * The functions of these files that are worth a rollout, in order.
 * @param onNote is told in a sentence of a file that was passed over.
 */
export async function* eligibleFunctions(
  parts: Parts,
  files: readonly string[],
  onNote: OnNote,
): AsyncGenerator<FoundFunction, void> {
  for await (const file of readableFiles(parts, files, onNote)) {
    for (const { unfit, ...found } of await examinedFunctions(parts, file)) {
      if (unfit === null) yield found;
    }
  }
}

/** Those of the files that can be read, in order. */
export async function* readableFiles(
  { signal }: Pick<Parts, 'signal'>,
  files: readonly string[],
  onNote: OnNote,
): AsyncGenerator<SourceFile, void> {
  for (const path of files) {
    signal.throwIfAborted();
    try {
      yield await readSource(path);
    } catch (error) {
      if (!(error instanceof RoundtripError)) throw error;
      onNote(`Skipped: ${error.message}`);
    }
  }
}

/** All functions of a file, each with what speaks against it. */
export async function examinedFunctions(
  { parser }: Pick<Parts, 'parser'>,
  file: SourceFile,
): Promise<(FoundFunction & { readonly unfit: Unfit | null })[]> {
  const place = placeOfFile(file.path);
  const units = await unitsOf(parser, file);
  const nearbyDocs = units.flatMap(({ existingDoc }) => existingDoc ?? []);
  return units.map((unit) => {
    return { file: file.path, place, unit, nearbyDocs, unfit: unfitness(unit, file) };
  });
}

/** A stub has nothing to be rebuilt, whatever its length. */
function unfitness({ parses, isStub, code, range, existingDoc }: FunctionUnit, file: SourceFile) {
  if (!parses) return 'syntax';
  const lines = code.split('\n').length;
  if (isStub || lines < fewestLines || lines > mostLines) return 'length';
  const own = file.text.slice(range.start, range.end);
  return secretIn(own) !== null || secretIn(existingDoc ?? '') !== null ? 'secret' : null;
}
