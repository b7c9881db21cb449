import { RoundtripError } from '../common/errors.ts';
import type { CodeParser } from '../parse/parser.ts';
import { relocate } from '../parse/relocate.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { displayPath, readSource, type SourceFile, unitsOf } from '../source/sourceFile.ts';

/**
 * The file as it is now, and where `unit` stands in it. While the model wrote, an editor may have
 * saved the file, and a run over all of its functions has written to it.
 * @param file the file in which `unit` was found.
 * @throws RoundtripError `target-changed` if the function is gone or its code is another.
 */
export async function findAgain(
  parser: CodeParser,
  file: SourceFile,
  unit: FunctionUnit,
): Promise<{ file: SourceFile; unit: FunctionUnit }> {
  const now = await readSource(file.path);
  // Functions are written in source order: what the file grew by stands before this one.
  const offset = unit.range.start + now.text.length - file.text.length;
  const found = relocate(await unitsOf(parser, now), unit, offset);
  if (found) return { file: now, unit: found };
  throw new RoundtripError(
    'target-changed',
    `${unit.qualifiedName} in ${displayPath(file.path)} was changed meanwhile, so it was left alone. Run the command again.`,
    { path: file.path },
  );
}
