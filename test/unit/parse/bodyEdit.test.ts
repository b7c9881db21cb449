import { beforeAll, describe, expect, it } from 'vitest';
import { applyEdit } from '../../../src/parse/applyEdit.ts';
import { bodyEdit } from '../../../src/parse/bodyEdit.ts';
import { functionNamed, functionUnits } from '../../../src/parse/functionUnits.ts';
import { languageIds } from '../../../src/parse/languages/index.ts';
import type { LanguageId } from '../../../src/parse/types.ts';
import { testParser } from '../../support/grammars.ts';

const parser = testParser();
beforeAll(() => parser.load(...languageIds));

function filled(language: LanguageId, text: string, code: string): string {
  const unit = functionNamed(functionUnits(parser, language, text), 'f');
  return applyEdit(text, bodyEdit(parser, unit, text, code));
}

interface Case {
  readonly what: string;
  readonly language: LanguageId;
  readonly text: string;
  readonly code: string;
  readonly expected: string;
}

const cases: readonly Case[] = [
  {
    what: 'a Python stub keeps its docstring and takes the indentation of the file',
    language: 'python',
    text: 'class A:\n\tdef f(self):\n\t\t"""Doc."""\n\t\tpass\n\n\tdef g(self): pass\n',
    code: 'def f(self):\n    """Other."""\n    if self.x:\n        return 1\n    return 2',
    expected:
      'class A:\n\tdef f(self):\n\t\t"""Doc."""\n\t\tif self.x:\n\t\t\treturn 1\n\t\treturn 2\n\n\tdef g(self): pass\n',
  },
  {
    what: 'a Python function that is nothing but its docstring',
    language: 'python',
    text: 'def f():\n  """Doc."""\nx = 1\n',
    code: 'def f():\n    return 1\n',
    expected: 'def f():\n  """Doc."""\n  return 1\nx = 1\n',
  },
  {
    what: 'a Python one-line body',
    language: 'python',
    text: 'class A:\r\n    def f(self): ...  # why\r\n',
    code: 'def f(self):\n    a = 1\n    return a',
    expected: 'class A:\r\n    def f(self):\r\n        a = 1\r\n        return a\r\n',
  },
  {
    what: 'a Python one-line body with a docstring',
    language: 'python',
    text: 'def f(): "Doc."; pass\n',
    code: 'def f(): return 1',
    expected: 'def f():\n    "Doc."\n    return 1\n',
  },
  {
    what: 'the lines of a string stay as they are',
    language: 'python',
    text: 'class A:\n    def f(self):\n        pass\n',
    code: 'def f(self):\n    return """\n  two\n    four\n"""',
    expected: 'class A:\n    def f(self):\n        return """\n  two\n    four\n"""\n',
  },
  {
    what: 'a JavaScript method',
    language: 'javascript',
    text: 'class A {\n  /** Doc. */\n  f(a) {}\n}\n',
    code: 'f(a) {\n    if (a) {\n        return `\n  kept`;\n    }\n}',
    expected:
      'class A {\n  /** Doc. */\n  f(a) {\n    if (a) {\n      return `\n  kept`;\n    }\n  }\n}\n',
  },
  {
    what: 'a block from an expression',
    language: 'typescript',
    text: 'function f(a: number) {\n\tthrow new Error("not implemented");\n}\n',
    code: 'const f = (a) =>\n  a +\n  1',
    expected: 'function f(a: number) {\n\treturn a +\n\t\t1;\n}\n',
  },
  {
    what: 'an arrow gets a block',
    language: 'typescript',
    text: 'const f = (a: number) => undefined, g = 1;\n',
    code: 'const f = (a) => {\n  return a;\n};',
    expected: 'const f = (a: number) => {\n  return a;\n}, g = 1;\n',
  },
  {
    what: 'a Go method, code without package',
    language: 'go',
    text: 'package p\n\n// f does.\nfunc (t *T) f() int { panic("not implemented") }\n',
    code: 'func (t *T) f() int {\n    if t == nil {\n        return 0\n    }\n    return 1\n}',
    expected:
      'package p\n\n// f does.\nfunc (t *T) f() int {\n\tif t == nil {\n\t\treturn 0\n\t}\n\treturn 1\n}\n',
  },
  {
    what: 'an empty Ruby method on one line',
    language: 'ruby',
    text: 'class A\n  def f(a); end\nend\n',
    code: 'def f(a)\n  a.map do |x|\n    x\n  end\nend',
    expected: 'class A\n  def f(a)\n    a.map do |x|\n      x\n    end\n  end\nend\n',
  },
  {
    what: 'a Ruby rescue stands outside of the body',
    language: 'ruby',
    text: 'class A\n  def f; end\nend\n',
    code: 'def f\n    a\nrescue\n    b\nend',
    expected: 'class A\n  def f\n    a\n  rescue\n    b\n  end\nend\n',
  },
  {
    what: 'a Ruby method with statements',
    language: 'ruby',
    text: 'def f(a)\n  # TODO\n  raise NotImplementedError\nend\n',
    code: 'def f(a) = a + 1',
    expected: 'def f(a)\n  a + 1\nend\n',
  },
];

describe('a body is replaced by the rebuilt one', () => {
  it.each(cases)('$what', ({ language, text, code, expected }) => {
    expect(filled(language, text, code)).toBe(expected);
  });

  it.each(cases)('$what: what stands there already changes nothing', ({ language, expected }) => {
    const unit = functionNamed(functionUnits(parser, language, expected), 'f');
    const again = filled(language, expected, unit.code);
    expect(functionNamed(functionUnits(parser, language, again), 'f').code).toBe(unit.code);
  });

  it('in a file with a syntax error elsewhere', () => {
    const text = 'def broken(:\n    return\n\n\ndef f():\n    pass\n';
    expect(filled('python', text, 'def f():\n    return 1')).toBe(text.replace('pass', 'return 1'));
  });
});

describe('a rebuilt function is refused', () => {
  it.each<[string, LanguageId, string, string, string]>([
    ['with a syntax error', 'python', 'def f(): pass\n', 'def f(:\n  return', 'edit-refused'],
    ['that is no function', 'python', 'def f(): pass\n', 'x = 1', 'edit-refused'],
    ['without a body', 'typescript', 'function f() {}\n', 'function f(): void;', 'edit-refused'],
    ['of another kind', 'python', 'f = lambda: 0\n', 'def f():\n    return 0', 'edit-refused'],
    [
      'for a declaration',
      'typescript',
      'declare function f(): void;\n',
      'function f() {}',
      'no-body',
    ],
    [
      'that would not fit its place',
      'ruby',
      'def f = 1\n',
      'def f\n  x = 1\n  x\nend',
      'edit-refused',
    ],
  ])('%s', (_, language, text, code, error) => {
    expect(() => filled(language, text, code)).toThrow(expect.objectContaining({ code: error }));
  });
});
