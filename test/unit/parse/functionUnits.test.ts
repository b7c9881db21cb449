import { beforeAll, describe, expect, it } from 'vitest';
import { assertSameCode } from '../../../src/parse/assertSameCode.ts';
import { functionUnits } from '../../../src/parse/functionUnits.ts';
import { languageIds, languageOf } from '../../../src/parse/languages/index.ts';
import type { FunctionUnit, LanguageId } from '../../../src/parse/types.ts';
import { testParser } from '../../support/grammars.ts';

const parser = testParser();
beforeAll(() => parser.load(...languageIds));

function only(language: LanguageId, text: string): FunctionUnit {
  const [unit, ...others] = functionUnits(parser, language, text);
  if (!unit || others.length > 0) throw new Error(`Found ${others.length + 1} functions, not one.`);
  return unit;
}

describe('the language of a file', () => {
  it.each([
    ['a.py', 'python'],
    ['src/A.TSX', 'typescriptreact'],
    ['a.d.mts', 'typescript'],
    ['a.cjs', 'javascript'],
    ['a.jsx', 'javascriptreact'],
    ['a.go', 'go'],
    ['a.rb', 'ruby'],
    ['py', null],
    ['a.txt', null],
  ])('%s: %s', (path, language) => {
    expect(languageOf(path)).toBe(language);
  });
});

describe('signature, parameters, body and code', () => {
  it.each<[LanguageId, string, Partial<FunctionUnit>]>([
    [
      'python',
      'class A:\n    @d\n    async def f(\n        self, a: int = 1, *args, k=2, **kw\n    ) -> int:  # why\n        """Doc."""\n\n        # comment\n        return a\n',
      {
        kind: 'method',
        signature: 'async def f(\n    self, a: int = 1, *args, k=2, **kw\n) -> int:',
        parameters: ['self', 'a', '*args', 'k', '**kw'],
        body: '# comment\nreturn a',
        code: '@d\nasync def f(\n    self, a: int = 1, *args, k=2, **kw\n) -> int:  # why\n    # comment\n    return a',
        existingDoc: 'Doc.',
        indent: '    ',
        indentUnit: '    ',
        isStub: false,
      },
    ],
    [
      'python',
      'def f(a, /, *, b):\n\t"Doc."\n',
      {
        signature: 'def f(a, /, *, b):',
        parameters: ['a', 'b'],
        body: 'pass',
        code: 'def f(a, /, *, b):\n\tpass',
        indentUnit: '\t',
        isStub: true,
      },
    ],
    [
      'python',
      'def f():\r\n    s = """\r\n  kept\r\n    """\r\n    return s\r\n',
      { body: 's = """\n  kept\n    """\nreturn s', eol: '\r\n' },
    ],
    [
      'javascript',
      '  const f = async ({ a, b }, [c], d = 1, ...e) => {\n    return `\n    kept`;\n  };\n',
      {
        kind: 'arrow',
        signature: 'const f = async ({ a, b }, [c], d = 1, ...e) =>',
        parameters: ['{ a, b }', '[c]', 'd', '...e'],
        body: '{\n  return `\n    kept`;\n}',
        code: 'const f = async ({ a, b }, [c], d = 1, ...e) => {\n  return `\n    kept`;\n};',
      },
    ],
    [
      'javascript',
      'const f = x => x;',
      { parameters: ['x'], body: 'x', code: 'const f = x => x;' },
    ],
    [
      'typescript',
      'export function f<T>(this: T, a?: number, ...b: string[]): void;\n',
      {
        signature: 'export function f<T>(this: T, a?: number, ...b: string[]): void',
        parameters: ['this', 'a', '...b'],
        body: '',
        isStub: true,
      },
    ],
    [
      'go',
      'package p\n\nfunc (r *T[K]) M(a, b int, c ...string) (n int, err error) {\n\treturn\n}\n',
      {
        kind: 'method',
        name: 'M',
        qualifiedName: 'T.M',
        signature: 'func (r *T[K]) M(a, b int, c ...string) (n int, err error)',
        parameters: ['a', 'b', 'c'],
        body: '{\n\treturn\n}',
        indentUnit: '\t',
      },
    ],
    [
      'ruby',
      'class A\n  def f(a, b = 1, *c, k:, **o, &blk) # why\n    # first\n    a\n  rescue\n    b\n  end\nend\n',
      {
        kind: 'method',
        signature: 'def f(a, b = 1, *c, k:, **o, &blk)',
        parameters: ['a', 'b', '*c', 'k', '**o', '&blk'],
        body: '# first\na\nrescue\nb',
      },
    ],
    ['ruby', 'def f = 1\n', { kind: 'function', signature: 'def f =', body: '1' }],
    ['ruby', 'def f; end\n', { signature: 'def f', body: '', isStub: true }],
  ])('%s %j', (language, text, expected) => {
    expect(only(language, text)).toMatchObject(expected);
  });
});

describe('the documentation that exists', () => {
  it.each<[LanguageId, string, string | null]>([
    [
      'python',
      'def f():\n    # first\n    r"""\\d.\n\n      deep\n    shallow\n    """\n',
      '\\d.\n\n  deep\nshallow',
    ],
    ['python', "def f():\n    'one ' \"two\\n\" '''\\x41\\u00e9'''\n", 'one two\nAé'],
    ['python', 'def f():\n    f"not {a}"\n', null],
    ['python', 'def f():\n    b"not"\n', null],
    ['python', 'def f():\n    x = 1\n    """Not."""\n', null],
    ['python', '# Not.\ndef f(): pass\n', null],
    ['python', '# Doc.\nf = lambda: 0\n', 'Doc.'],
    ['javascript', '/** A *\\/ b. */\nfunction f() {}\n', 'A */ b.'],
    ['javascript', '/**\n * A\n *   b\n *\n * @c\n */\n\nfunction f() {}\n', 'A\n  b\n\n@c'],
    ['javascript', '/**\n  A\n    b\n*/\nfunction f() {}\n', 'A\n  b'],
    [
      'javascript',
      '/** Doc. */\n// eslint-disable-next-line\nexport default function f() {}\n',
      'Doc.',
    ],
    ['javascript', '/* Not. */\nfunction f() {}\n', null],
    ['javascript', 'g(); /** Not. */\nfunction f() {}\n', null],
    ['javascript', '/** @fileoverview Not. */\n\nfunction f() {}\n', null],
    ['javascript', '/** Not. */\n\n\n\nfunction f() {}\n', null],
    ['typescript', 'class A {\n  @B()\n  /** Doc. */\n  f() {}\n}\n', 'Doc.'],
    ['go', 'package p\n\n// A.\n//\n//\tcode\n//go:noinline\nfunc f() {}\n', 'A.\n\n\tcode'],
    ['go', 'package p\n\n// Not.\n\nfunc f() {}\n', null],
    ['go', 'package p\n\n/*\nA.\n  b\n*/\nfunc f() {}\n', 'A.\n  b'],
    ['go', 'package p\n\nvar x = 1 // Not.\nfunc f() {}\n', null],
    ['ruby', '# A.\n#\n#   b\n# rubocop:disable X\ndef f; end\n', 'A.\n\n  b'],
    ['ruby', '# frozen_string_literal: true\ndef f; end\n', null],
    ['ruby', '=begin\nA.\n=end\ndef f; end\n', 'A.'],
    ['ruby', '##\n# A.\n# @api private\nprivate def f; end\n', 'A.\n@api private'],
  ])('%s %j: %j', (language, text, doc) => {
    expect(only(language, text).existingDoc).toBe(doc);
  });
});

describe('a stub does nothing yet', () => {
  it.each<[LanguageId, string, boolean]>([
    ['python', 'def f(): pass', true],
    ['python', 'def f():\n    """Doc."""\n    # TODO\n    ...', true],
    ['python', 'def f():\n    raise NotImplementedError("later")', true],
    ['python', 'def f():\n    raise ValueError', false],
    ['python', 'def f(): return None', false],
    ['javascript', 'function f() { /* TODO */ }', true],
    ['javascript', "const f = () => { throw new Error('Not implemented.'); };", true],
    ['javascript', "function f() { throw new Error('No money.'); }", false],
    ['javascript', 'const f = () => ({});', false],
    ['go', 'package p\nfunc f() {\n\tpanic("not implemented")\n}\n', true],
    ['go', 'package p\nfunc f() { panic("no") }\n', false],
    ['ruby', 'def f\n  # TODO\nend', true],
    ['ruby', "def f\n  raise NotImplementedError, 'later'\nend", true],
    ['ruby', 'def f = raise', false],
  ])('%s %j: %j', (language, text, isStub) => {
    expect(only(language, text).isStub).toBe(isStub);
  });
});

describe('files that are not as they should be', () => {
  it.each(languageIds)('%s: empty, blank and broken files give no exception', (language) => {
    for (const text of ['', '\n', '\ufeff', '\0', '(((', '"""', '/**', 'def', '}', '😀']) {
      expect(functionUnits(parser, language, text)).toEqual([]);
    }
  });

  it('a syntax error elsewhere leaves a function whole, one inside is told', () => {
    const text = 'def broken(:\n    return\n\n\ndef whole():\n    return 1\n';
    const units = functionUnits(parser, 'python', text);
    const parses = Object.fromEntries(units.map((unit) => [unit.name, unit.parses]));
    expect(parses).toEqual({ broken: false, whole: true });
  });

  it('functions in one another, and expressions, may be nested deeper than the stack', () => {
    const depth = 3000;
    const functions = 'function f() {'.repeat(depth) + '}'.repeat(depth);
    const calls = `const g = () => ${'h('.repeat(depth)}1${')'.repeat(depth)};`;
    const text = `${functions}\n${calls}\n`;
    const units = functionUnits(parser, 'javascript', text);
    expect(units).toHaveLength(depth + 1);
    expect(units[depth - 1]?.qualifiedName).toHaveLength(2 * depth - 1);
    expect(() => assertSameCode(parser, 'javascript', text, `/** Doc. */\n${text}`)).not.toThrow();
  });

  it('a file of 20,000 functions takes seconds, not minutes', () => {
    const text = Array.from(
      { length: 20_000 },
      (_, i) => `/** Doc ${i}. */\nfunction f${i}() {}\n`,
    );
    const started = performance.now();
    const units = functionUnits(parser, 'javascript', text.join('\n'));
    expect(units).toHaveLength(20_000);
    expect(units.at(-1)).toMatchObject({ name: 'f19999', existingDoc: 'Doc 19999.' });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
