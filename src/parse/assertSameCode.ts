import { RoundtripError } from '../common/errors.ts';
import { languages } from './languages/index.ts';
import type { CodeParser } from './parser.ts';
import { sameCode } from './sameCode.ts';
import type { LanguageId } from './types.ts';

/**
 * Passes if two texts differ in nothing but comments and documentation strings.
 * @throws RoundtripError `edit-refused`.
 */
export function assertSameCode(
  parser: CodeParser,
  language: LanguageId,
  before: string,
  after: string,
): void {
  const treeBefore = parser.parse(language, before);
  const treeAfter = parser.parse(language, after);
  try {
    const parsedBefore = { tree: treeBefore, text: before };
    const parsedAfter = { tree: treeAfter, text: after };
    if (sameCode(languages[language], parsedBefore, parsedAfter)) return;
    throw new RoundtripError(
      'edit-refused',
      'Writing this documentation would have changed the code, so the file was left as it is.',
      { language },
    );
  } finally {
    treeBefore.delete();
    treeAfter.delete();
  }
}
