import { type LanguageTools, passedExit } from './definition.ts';

/**
 * The one function of lodash that the JavaScript benchmarks' tests call: equality by value, in which
 * 0 equals -0. Lodash itself is no part of this program.
 */
const lodash = `
const { isDeepStrictEqual } = require('node:util');
const unsigned = (value) => {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(unsigned);
  if (Object.prototype.toString.call(value) !== '[object Object]') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unsigned(one)]));
};
exports.isEqual = (one, other) => isDeepStrictEqual(unsigned(one), unsigned(other));
`;

/** Node removes the types; it checks none. */
const removeTypes = `
const { readFileSync, writeFileSync } = require('node:fs');
const { stripTypeScriptTypes } = require('node:module');
const typed = readFileSync('main.ts', 'utf8');
writeFileSync('main.js', stripTypeScriptTypes(typed, { mode: 'transform' }));
`;

/** As an exit code, not as an exit: tests may go on after the last line. */
const ending = `\n;globalThis.process.exitCode = ${passedExit};\n`;

export const javascript: LanguageTools = {
  title: 'JavaScript',
  fence: 'javascript',
  stop: { before: ['^```'], after: ['^\\}.*$'] },
  programs: [],
  file: 'main.js',
  beside: { 'node_modules/lodash/index.js': lodash, 'package.json': '{}' },
  source: (code, tests) => `${code}\n${tests}${ending}`,
  compile: null,
  check: [process.execPath, '--check', 'main.js'],
  run: [process.execPath, 'main.js'],
};

export const typescript: LanguageTools = {
  ...javascript,
  title: 'TypeScript',
  fence: 'typescript',
  file: 'main.ts',
  compile: [process.execPath, '--eval', removeTypes],
};
