import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionUnits } from '../../../../../src/parse/functionUnits.ts';
import { testParser } from '../../../../support/grammars.ts';
import { body, lower, printed } from './lowerEcmascript.ts';

describe('statements that do the same', () => {
  it.each([
    ['return void 0', 'return undefined'],
    ['return !0', 'return true'],
    ["return 'a\\x62'", 'return "ab"'],
    ['return 0xff', 'return 2_5_5'],
    [`return \`a\${b}\``, "return 'a' + b"],
    ["return ''.concat(a, 'b')", `return \`\${a}b\``],
    ['return new Error(a)', 'return Error(a)'],
    ['return new A', 'return new A()'],
    ['return a === null || a === undefined', 'return a == null'],
    ['return void 0 !== a && null !== a', 'return a != null'],
    ['return a ?? b', 'return a != null ? a : b'],
    ['return a ?? b', 'return a !== null && a !== void 0 ? a : b'],
    ['return a?.b', 'return a == null ? void 0 : a.b'],
    ['return a.indexOf(b) !== -1', 'return a.includes(b)'],
    ['return !~a.indexOf(b)', 'return !a.includes(b)'],
    ['return Math.pow(a, b)', 'return a ** b'],
    ["return typeof a === 'undefined'", 'return a === void 0'],
    ['return Boolean(a)', 'return !!a'],
    ['return a.length !== 0', 'return a.length > 0'],
    ['return a, b(), c', 'b(); return c'],
    ['if (a) { b(); return c } return d', 'if (a) return b(), c; return d'],
    ['a && b()', 'if (a) b()'],
    ['a || (b(), c())', 'if (!a) { b(); c() }'],
    ['if (a) { b(); if (c) d() }', 'if (a && (b(), c)) d()'],
    ['if (a) return; b(); if (c) return; d()', 'if (a || (b(), c)) return; d()'],
    ['a.push(b, c)', 'a.push(b), a.push(c)'],
    ['for (const b of a) c(b)', 'a.forEach((b) => { c(b) })'],
    ['const b = function () { return 1 }', 'const b = () => 1'],
    ['function g() { return 1 } a(g)', 'a(g); function g() { return 1 }'],
    ['for (; a; ) b()', 'while (a) b()'],
    ['switch (a) { case 1: b(); break; default: c() }', 'if (a === 1) { b() } else { c() }'],
    ['const { b, c: d } = a; e(b, d)', 'const { b: b, c: d } = a; e(b, d)'],
    ['return { a: a, "b": 1 }', 'return { a, b: 1 }'],
  ])('%s / %s', (a, b) => {
    expect(body(a)).toBe(body(b));
  });

  it.each([
    ['<A b="c" />', '<A b={"c"}></A>'],
    ['<A>\n  a b{" "}\n  <b />\n</A>', '<A>a b{" "}<b></b></A>'],
    ['<A b />', '<A b={true} />'],
    ['<A>{/* why */}</A>', '<A />'],
    ['<></>', '<React.Fragment></React.Fragment>'],
    ['<A b={c}>d</A>', 'React.createElement(A, { b: c }, "d")'],
  ])('%s / %s', (a, b) => {
    expect(body(`return ${a}`, 'javascriptreact')).toBe(body(`return ${b}`, 'javascriptreact'));
  });

  it('types mean nothing', () => {
    const typed = 'function f<T>(this: A, a?: T | null): asserts a { return g<T>(a!) as unknown; }';
    expect(printed(typed, 'typescript')).toBe(printed('function f(a) { return g(a); }'));
  });
});

describe('code as it is written', () => {
  const parser = testParser();
  const files = [
    'node_modules/acorn/dist/acorn.js',
    'node_modules/marked/lib/marked.esm.js',
    'node_modules/underscore/underscore-esm.js',
    'src/parse/parser.ts',
  ];

  it.each(files)('each function of %s has a body', async (file) => {
    const language = file.endsWith('.ts') ? 'typescript' : 'javascript';
    await parser.load(language);
    const units = functionUnits(parser, language, readFileSync(file, 'utf8'));
    const bodies = units.filter(({ body: text }) => text !== '');
    expect(bodies.length).toBeGreaterThan(0);
    for (const unit of bodies) {
      const alone = [unit.code, `class A {\n${unit.code}\n}`, `({\n${unit.code}\n})`];
      expect(alone.some((code) => lower(code, language) !== null)).toBe(true);
    }
  });
});
