import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { functionUnits } from '../../src/parse/functionUnits.ts';
import { languageIds, languageOf } from '../../src/parse/languages/index.ts';
import { testParser } from '../support/grammars.ts';
import { expectGolden } from './expectGolden.ts';

/** One source a language, and beside it what is found in it. */
const cases = join(import.meta.dirname, 'cases/units');
const sources = readdirSync(cases).filter((name) => languageOf(name));
const parser = testParser();
beforeAll(() => parser.load(...languageIds));

describe('the functions of a file', () => {
  it('are pinned for every language', () => {
    expect(new Set(sources.map(languageOf))).toEqual(new Set(languageIds));
  });

  it.each(sources)('%s', (name) => {
    const language = languageOf(name);
    if (!language) throw new Error(`${name} has an unknown language.`);
    const units = functionUnits(parser, language, readFileSync(join(cases, name), 'utf8'));
    const lines = units.map(({ language: _, range, bodyRange, eol, indentUnit, ...unit }) => unit);
    expectGolden(`${JSON.stringify(lines, null, 2)}\n`, join(cases, `${name}.json`));
  });
});
