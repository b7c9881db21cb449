import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { applyEdit } from '../../../src/parse/applyEdit.ts';
import { assertSameCode } from '../../../src/parse/assertSameCode.ts';
import { docEdit } from '../../../src/parse/docEdit.ts';
import { normaliseDoc } from '../../../src/parse/docText.ts';
import { documentationEdit } from '../../../src/parse/documentationEdit.ts';
import { functionNamed, functionUnits } from '../../../src/parse/functionUnits.ts';
import { languageIds } from '../../../src/parse/languages/index.ts';
import type { LanguageId } from '../../../src/parse/types.ts';
import { testParser } from '../../support/grammars.ts';

const parser = testParser();
beforeAll(() => parser.load(...languageIds));

const places: readonly { what: string; language: LanguageId; text: string }[] = [
  { what: 'Python function', language: 'python', text: 'def target(a):\n    return a\n' },
  {
    what: 'Python one-line method',
    language: 'python',
    text: 'class A:\n\tdef target(a): return a\n',
  },
  {
    what: 'Python method, CRLF',
    language: 'python',
    text: 'class A:\r\n  def target(a):\r\n    return a\r\n',
  },
  { what: "Python ''' docstring", language: 'python', text: "def target():\n    '''Old.'''\n" },
  { what: 'Python inline docstring', language: 'python', text: "def target(): 'old'; return 1\n" },
  { what: 'Python lambda', language: 'python', text: 'target = lambda a: a\n' },
  { what: 'JavaScript function', language: 'javascript', text: 'function target() {}\n' },
  {
    what: 'JavaScript method, documented',
    language: 'javascript',
    text: 'class A {\r\n\t/** Old. */\r\n\ttarget() {}\r\n}\r\n',
  },
  {
    what: 'JavaScript pair amid a line',
    language: 'javascript',
    text: 'x = { target: () => 1, b: 2 };\n',
  },
  {
    what: 'TypeScript decorated method',
    language: 'typescript',
    text: 'class A {\n  @B()\n  target(): void {}\n}\n',
  },
  { what: 'TSX component', language: 'typescriptreact', text: 'const target = () => <b />;\n' },
  { what: 'Go function', language: 'go', text: 'package p\n\nfunc target() {}\n' },
  {
    what: 'Go function with a directive',
    language: 'go',
    text: 'package p\n\n//go:noinline\nfunc target() {}\n',
  },
  {
    what: 'Go method, documented',
    language: 'go',
    text: 'package p\r\n\r\n/* Old */\r\nfunc (t T) target() {}\r\n',
  },
  { what: 'Ruby method', language: 'ruby', text: 'class A\n  def target; end\nend\n' },
  {
    what: 'Ruby method with a directive',
    language: 'ruby',
    text: 'class A\n  # rubocop:disable X\n  def target; end\nend\n',
  },
];

/** Texts made of what ends comments and strings somewhere, and of anything. */
const doc = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '*/',
        '/*',
        '/**',
        '"""',
        "'''",
        '"',
        "'",
        '\\',
        '\\n',
        '*\\/',
        '//',
        '#',
        '#!',
      ),
      fc.constantFrom(
        '\n',
        '\r\n',
        '\r',
        '\n\n',
        '\n    ',
        '\n\t',
        ' ',
        '\u2028',
        '\u0000',
        '\ufeff',
      ),
      fc.constantFrom(
        'go:noinline',
        'rubocop:disable A',
        'frozen_string_literal: true',
        '@param a',
        '=end',
        '=begin',
      ),
      fc.constantFrom(
        '`',
        '$',
        '%',
        '\\u0041',
        '\\N{BULLET}',
        '\\\n',
        '😀',
        '\ud800',
        'é',
        '- x',
        ': y',
      ),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.lorem({ maxCount: 12 }),
    ),
    { minLength: 1, maxLength: 20 },
  )
  .map((parts) => parts.join(''))
  .filter((text) => normaliseDoc(text) !== '');

describe.each(places)('$what: for every documentation', ({ language, text }) => {
  const target = (source: string) =>
    functionNamed(functionUnits(parser, language, source), 'target');
  const write = (source: string, documentation: string) =>
    applyEdit(source, documentationEdit(parser, target(source), source, documentation));

  it('the code stays, the text reads back, and writing again changes nothing', () => {
    const { code, range } = target(text);
    fc.assert(
      fc.property(doc, (documentation) => {
        const edited = write(text, documentation);

        const unit = target(edited);
        expect(unit.code.replace(/\s/g, '')).toBe(code.replace(/\s/g, ''));
        expect(edited.endsWith(text.slice(range.end))).toBe(true);
        expect(words(unit.existingDoc)).toEqual(words(normaliseDoc(documentation)));
        expect(write(edited, documentation)).toBe(edited);
        expect(edited.replaceAll('\r\n', '').includes('\r')).toBe(false);
        if (text.includes('\r\n')) expect(/[^\r]\n/.test(edited)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});

describe('what fits a line is read back exactly', () => {
  it.each(places.filter(({ what }) => !what.includes('amid')))('$what', ({ language, text }) => {
    const line = fc.stringMatching(/^ {0,4}[a-z\\"'*/#]{1,8}$/);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(line, fc.constant('')), { minLength: 1, maxLength: 8 }),
        (lines) => {
          const documentation = normaliseDoc(lines.join('\n'));
          fc.pre(documentation !== '');
          const unit = functionNamed(functionUnits(parser, language, text), 'target');
          const edited = applyEdit(text, documentationEdit(parser, unit, text, documentation));
          const { existingDoc } = functionNamed(functionUnits(parser, language, edited), 'target');
          expect(existingDoc).toBe(documentation);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('an edit is refused', () => {
  it('for a blank documentation', () => {
    const text = 'def target(): pass\n';
    const unit = functionNamed(functionUnits(parser, 'python', text), 'target');
    expect(() => docEdit(unit, text, ' \n\t')).toThrow(/empty/);
  });

  it('where a comment has no room', () => {
    const text = 'if a: target = lambda: 0\n';
    const unit = functionNamed(functionUnits(parser, 'python', text), 'target');
    expect(() => documentationEdit(parser, unit, text, 'Nothing.')).toThrow(/changed the code/);
  });

  it.each<[LanguageId, string, string]>([
    ['javascript', 'f();\n', '/** a */ b */ f();\n'],
    ['javascript', 'let a = b, c;\n', '/* let a = b, */ c;\n'],
    ['javascript', 'return a;\n', 'return /*\n*/ b;\n'],
    ['python', 'def f():\n    return 1\n', 'def f():\n    """a""" + x\n    return 1\n'],
    ['python', 'def f():\n    a\n    b\n', 'def f():\n    a\nb\n'],
    ['go', 'package p\n\nfunc f() {}\n', 'package p\n\n//\nfunc g() {}\n'],
    ['ruby', 'def f\n  1\nend\n', 'def f\n  2\nend\n'],
    ['javascript', 'f(;\n', '/** a */ f(); g(;\n'],
  ])('when %s code would change: %j', (language, before, after) => {
    expect(() => assertSameCode(parser, language, before, after)).toThrow(
      expect.objectContaining({ code: 'edit-refused' }),
    );
  });
});

function words(text: string | null): string[] {
  return text?.match(/\S+/g) ?? [];
}
