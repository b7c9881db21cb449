import { beforeAll, describe, expect, it } from 'vitest';
import { parseFragment } from '../../../src/parse/fragment.ts';
import { languageIds } from '../../../src/parse/languages/index.ts';
import type { LanguageId } from '../../../src/parse/types.ts';
import { testParser } from '../../support/grammars.ts';

const parser = testParser();
beforeAll(() => parser.load(...languageIds));

describe('the code of one function parses on its own', () => {
  it.each<[LanguageId, string, string]>([
    ['python', '@d\nasync def f(a):\n    return a', 'f'],
    ['python', 'f = lambda a: a', 'f'],
    ['javascript', 'function* f() {}', 'f'],
    ['javascript', '@d static async *f(a) { yield a; }', 'f'],
    ['javascript', 'get f() { return 1; }', 'f'],
    ['javascript', '#f(a) { return a; }', '#f'],
    ['javascript', 'constructor(a) { super(a); }', 'constructor'],
    ['javascript', "'a-b': function (b) { return b; }", 'a-b'],
    ['javascript', 'f: async c => c', 'f'],
    ['javascript', '// why\nf = (e) => { return e; }', 'f'],
    ['javascript', 'two = () => 2', 'two'],
    ['typescript', 'private async f<T>(a?: T): Promise<void> {}', 'f'],
    ['typescript', 'protected abstract f(): void', 'f'],
    ['typescript', 'f(a: number): string', 'f'],
    ['typescriptreact', 'const f = () => <b />;', 'f'],
    ['go', 'func (r *T) f(a int) (int, error) { return a, nil }', 'f'],
    ['go', 'f := func() {}', 'f'],
    ['go', 'var f = func() {}', 'f'],
    ['go', '"f": func() {}', 'f'],
    ['go', 'f(a int) error', 'f'],
    ['ruby', 'private def f = 1', 'f'],
    ['ruby', 'define_method(:f) { |a| a }', 'f'],
  ])('%s %j', (language, code, name) => {
    const fragment = parseFragment(parser, language, code);
    try {
      expect(fragment.parses).toBe(true);
      const [unit] = fragment.units;
      expect(unit).toMatchObject({ name });
      expect(fragment.text.slice(fragment.codeStart, fragment.codeStart + code.length)).toBe(code);
    } finally {
      fragment.dispose();
    }
  });

  it.each<[LanguageId, string, boolean]>([
    ['python', 'def f(:', false],
    ['javascript', 'f(a) { return', false],
    ['go', 'func f( {', false],
    ['ruby', 'def f(', false],
    ['python', '', true],
    ['typescript', 'const a = 1;', true],
  ])('%s %j is no function; it parses: %j', (language, code, parses) => {
    const fragment = parseFragment(parser, language, code);
    expect(fragment.parses).toBe(parses);
    if (parses) expect(fragment.units).toEqual([]);
    fragment.dispose();
  });
});
