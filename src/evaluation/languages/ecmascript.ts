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

/** What mathjs, which some TypeScript problems import, has in common with the language's own Math. */
const mathjs = `
export const { E, PI, abs, acos, asin, atan, atan2, cbrt, ceil, cos, exp, floor, hypot, log } = Math;
export const { log10, log1p, log2, max, min, pow, round, sign, sin, sqrt, tan, trunc } = Math;
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
  beside: {
    'package.json': '{}',
    'node_modules/lodash/index.js': lodash,
    'node_modules/mathjs/index.mjs': mathjs,
    'node_modules/mathjs/package.json': '{ "exports": "./index.mjs" }',
  },
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
