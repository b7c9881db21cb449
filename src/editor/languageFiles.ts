import type { LanguageId } from '../parse/types.ts';

/** A file name ending by which VS Code knows each language. */
export const fileEnding: Readonly<Record<LanguageId, string>> = {
  python: '.py',
  typescript: '.ts',
  typescriptreact: '.tsx',
  javascript: '.js',
  javascriptreact: '.jsx',
  go: '.go',
  ruby: '.rb',
};
