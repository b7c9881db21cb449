import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseFragment } from '../../../src/parse/fragment.ts';
import { languages, parser, realFunctions, score } from './support.ts';

const titled = realFunctions.map((one) => [`${one.language} ${one.qualifiedName}`, one] as const);

describe('the fixed set of real functions', () => {
  it.each(languages)('has functions in %s', (language) => {
    const expected = language.endsWith('react') ? 4 : 8;
    expect(realFunctions.filter((one) => one.language === language)).toHaveLength(expected);
  });

  it('names the licence of every package', () => {
    const licences = readFileSync('test/fixtures/functions/LICENSES.md', 'utf8');
    for (const { package: name, version, license } of realFunctions) {
      expect(licences).toContain(`## ${name} ${version} (${license})`);
    }
  });

  it.each(titled)('%s is one function, without documentation', (_, { language, code }) => {
    const fragment = parseFragment(parser, language, code);
    expect(fragment.parses).toBe(true);
    expect(fragment.units).toHaveLength(1);
    expect(fragment.units[0]?.existingDoc).toBeNull();
    expect(code.split('\n').length).toBeLessThanOrEqual(15);
    fragment.dispose();
  });

  it.each(titled)('%s is worth 1 to itself, and nothing where the doc holds it', (_, one) => {
    const { language, code } = one;
    expect(score(language, code, code)).toMatchObject({ reward: 1, similarity: 1 });
    expect(score(language, code, code, `Does this:\n\n${code}`).reward).toBe(0);
  });

  it('is hardly ever held to leak by its own documentation', () => {
    const leaks = realFunctions.map(
      ({ language, code, doc }) => score(language, code, code, doc ?? '').parts.leak ?? 0,
    );
    expect(leaks.filter((leak) => leak >= 0.5)).toHaveLength(0);
  });
});
