import type { LanguageDefinition } from './definition.ts';
import { ecmascript, ecmascriptQuery } from './ecmascript.ts';

export const javascript: LanguageDefinition = {
  ...ecmascript,
  id: 'javascript',
  extensions: ['.js', '.mjs', '.cjs'],
  wasm: 'tree-sitter-javascript.wasm',
  query: ecmascriptQuery({ type: 'field_definition', name: 'property' }),
  parameterNames: { assignment_pattern: 'left' },
};

/** JSX is part of the JavaScript grammar. */
export const javascriptreact: LanguageDefinition = {
  ...javascript,
  id: 'javascriptreact',
  extensions: ['.jsx'],
};
