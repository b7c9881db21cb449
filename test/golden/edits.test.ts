import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { applyEdit } from '../../src/parse/applyEdit.ts';
import { normaliseDoc } from '../../src/parse/docText.ts';
import { documentationEdit } from '../../src/parse/documentationEdit.ts';
import { functionNamed, functionUnits } from '../../src/parse/functionUnits.ts';
import { languageIds, languageOf } from '../../src/parse/languages/index.ts';
import { testParser } from '../support/grammars.ts';
import { expectGolden } from './expectGolden.ts';

/** Each case: `doc.txt` is written to the function `target` of `input.*`, giving `expected.*`. */
const cases = join(import.meta.dirname, 'cases/edits');
const parser = testParser();
beforeAll(() => parser.load(...languageIds));

describe('a documentation is written where it belongs', () => {
  it.each(readdirSync(cases))('%s', (name) => {
    const folder = join(cases, name);
    const file = readdirSync(folder).find((entry) => entry.startsWith('input.')) ?? '';
    const text = readFileSync(join(folder, file), 'utf8');
    const doc = readFileSync(join(folder, 'doc.txt'), 'utf8');
    const language = languageOf(file);
    if (!language) throw new Error(`${name} has an unknown language.`);
    const write = (source: string): string => {
      const unit = functionNamed(functionUnits(parser, language, source), 'target');
      return applyEdit(source, documentationEdit(parser, unit, source, doc));
    };

    const edited = write(text);

    expectGolden(edited, join(folder, file.replace('input', 'expected')));
    expect(write(edited), 'writing it again changes nothing').toBe(edited);
    const { existingDoc } = functionNamed(functionUnits(parser, language, edited), 'target');
    expect(words(existingDoc ?? ''), 'it reads back').toEqual(words(normaliseDoc(doc)));
  });
});

function words(text: string): string[] {
  return text.split(/\s+/);
}
