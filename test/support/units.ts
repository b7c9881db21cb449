import { parseFragment } from '../../src/parse/fragment.ts';
import type { CodeParser } from '../../src/parse/parser.ts';
import type { FunctionUnit, LanguageId } from '../../src/parse/types.ts';

/** The unit of a lone function's code. The language must be loaded. */
export function unitOf(parser: CodeParser, language: LanguageId, code: string): FunctionUnit {
  const fragment = parseFragment(parser, language, code);
  const [unit] = fragment.units;
  fragment.dispose();
  if (!unit) throw new Error(`No function in: ${code}`);
  return unit;
}
