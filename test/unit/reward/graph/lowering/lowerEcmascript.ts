import type { LanguageId } from '../../../../../src/parse/types.ts';
import { loweringOf } from './lowered.ts';

const { lower, printed, printedBody } = await loweringOf(
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
);

export { lower, printed };

/** The IR of these statements as a function's body. */
export const body = (statements: string, language?: LanguageId): string | null =>
  printedBody(`function f() { ${statements} }`, language);

/** The IR of an expression that is assigned. */
export const value = (expression: string, language?: LanguageId): string | undefined =>
  body(`r = ${expression}`, language)?.replace(/^r = /, '');
