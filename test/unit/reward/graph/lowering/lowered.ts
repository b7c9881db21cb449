import type { LanguageId } from '../../../../../src/parse/types.ts';
import type { Definition } from '../../../../../src/reward/graph/ir.ts';
import { lowerings } from '../../../../../src/reward/graph/lowering/index.ts';
import { readSyntaxTree } from '../../../../../src/reward/syntaxNode.ts';
import { testParser } from '../../../../support/grammars.ts';
import { printBlock, printDefinition } from './printIr.ts';

/** Lowers code of the first of these languages, or of the one that is named, and prints its IR. */
export async function loweringOf(...languages: readonly [LanguageId, ...LanguageId[]]) {
  const [first] = languages;
  const parser = testParser();
  await parser.load(...languages);

  const lower = (code: string, language: LanguageId = first): Definition | null => {
    const tree = parser.parse(language, code);
    try {
      return lowerings[language].definition(readSyntaxTree(tree, code));
    } finally {
      tree.delete();
    }
  };
  const printed = (code: string, language?: LanguageId): string | null => {
    const definition = lower(code, language);
    return definition && printDefinition(definition);
  };
  /** The IR of the body of the function that `code` defines. */
  const printedBody = (code: string, language?: LanguageId): string | null => {
    const definition = lower(code, language);
    return definition && printBlock(definition.body).replace(/^\{ ?| ?\}$/g, '');
  };
  return { lower, printed, printedBody };
}
