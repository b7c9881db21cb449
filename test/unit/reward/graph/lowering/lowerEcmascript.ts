import type { LanguageId } from '../../../../../src/parse/types.ts';
import type { Definition } from '../../../../../src/reward/graph/ir.ts';
import { ecmascript } from '../../../../../src/reward/graph/lowering/ecmascript.ts';
import { readSyntaxTree } from '../../../../../src/reward/syntaxNode.ts';
import { testParser } from '../../../../support/grammars.ts';
import { printBlock, printDefinition } from './printIr.ts';

const parser = testParser();
await parser.load('javascript', 'javascriptreact', 'typescript', 'typescriptreact');

export function lower(code: string, language: LanguageId = 'javascript'): Definition | null {
  const tree = parser.parse(language, code);
  try {
    return ecmascript.definition(readSyntaxTree(tree, code));
  } finally {
    tree.delete();
  }
}

export const printed = (code: string, language?: LanguageId): string | null => {
  const definition = lower(code, language);
  return definition && printDefinition(definition);
};

/** The IR of these statements as a function's body. */
export const body = (statements: string, language?: LanguageId): string | null => {
  const definition = lower(`function f() { ${statements} }`, language);
  return definition && printBlock(definition.body).replace(/^\{ ?| ?\}$/g, '');
};

/** The IR of an expression that is assigned. */
export const value = (expression: string, language?: LanguageId): string | undefined =>
  body(`r = ${expression}`, language)?.replace(/^r = /, '');
