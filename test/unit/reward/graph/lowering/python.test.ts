import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loweringOf } from './lowered.ts';

const { lower, printed, printedBody } = await loweringOf('python');

/** The IR of these lines as a function's body. */
const body = (lines: string) => printedBody(`def f():\n${lines.replace(/^/gm, '    ')}`);

const value = (expression: string) => body(`return ${expression}`)?.replace(/^return /, '');

describe('the function of a unit', () => {
  it.each([
    ['def f(a, b=1): return a', 'f(a, b = 1) { return a }'],
    ['@cache\n@other(1)\ndef f():\n    return 1', 'f() { return 1 }'],
    ['async def f(a):\n    await a', 'f(a) { await a }'],
    ['f = lambda a, *b, c=1: a', 'f(a, *b, c = 1) { return a }'],
    ['def f(self, x: int, /, *, y: str = "a") -> int: pass', "f(self, x, y = 'a') {}"],
    ['def f(*args: int, **kwargs): pass', 'f(*args, **kwargs) {}'],
    ['def f(a, (b, c), d=1): return b', 'f(a, $tuple9, d = 1) { (b, c,) = $tuple9; return b }'],
    ['def f():\n    """Says it."""\n    # and why\n    return 1', 'f() { return 1 }'],
    [
      'def f():\n    global a, b\n    if a:\n        nonlocal c\n    def g():\n        global d',
      'f() captured(a, b, c) { if (a) {}; def g() captured(d) {} }',
    ],
    ['class A:\n    pass', null],
    ['x = 1', null],
    ['', null],
  ])('%j is %j', (code, expected) => {
    expect(printed(code)).toBe(expected);
  });
});

describe('an expression', () => {
  it.each([
    ['(a)', 'a'],
    ['a.b.c', 'a.b.c'],
    ['0x10 + 0b11 + 0o17 + 1_000 + 10L', '((((16 + 3) + 15) + 1000) + 10)'],
    ['-1 + +2 - -0', '((-1 + 2) - 0)'],
    ['-a', 'u-(a)'],
    ['-2 ** 2', 'u-((2 ** 2))'],
    ['~a', 'u~(a)'],
    ['1.50 + 1e3 + 2j + 1.5J', '(((1.5 + 1000f) + 2j) + 1.5j)'],
    ['True, False, None, ...', '(true, false, none, ...,)'],
    ['a @ b // c', '((a @ b) // c)'],
    ['a and b and c or d', '((a and b and c) or d)'],
    ['not (a or b)', 'not (a or b)'],
    ['a not in b', '(a not in b)'],
    ['a is not None', '(a is not none)'],
    ['a <> b', '(a != b)'],
    ['a < b <= c', '((a < b) and (b <= c))'],
    ['0 < g(a) != c > d', '((0 < ($once20.0 := g(a))) and ($once20.0 != c) and (c > d))'],
    ['a if b else c', '(b ? a : c)'],
    ['(a := g(b)) + a', '((a := g(b)) + a)'],
    ['lambda: 0', 'function () { return 0 }'],
    ['lambda a, b=1, *c, **d: a', 'function (a, b = 1, *c, **d) { return a }'],
    ['await a', 'await a'],
    ['[a, *b]', '[a, *b]'],
    ['()', '(,)'],
    ['(a,)', '(a,)'],
    ['a, *b', '(a, *b,)'],
    ['{a, b}', 'set{a, b}'],
    ['{}', '{}'],
    ['{"a": 1, **b}', "{'a': 1, *b}"],
    ['a[0]', 'a[0]'],
    ['a[0, 1]', 'a[(0, 1,)]'],
    ['a[0,]', 'a[(0,)]'],
    ['a[1:]', 'a[1::]'],
    ['a[:-1]', 'a[:-1:]'],
    ['a[::2]', 'a[::2]'],
    ['a[1:2, ...]', 'a[(1:2:, ...,)]'],
    ['g(a, *b, c=1, **d)', 'g(a, *b, c = 1, **d)'],
    ['g(*a if b else c)', 'g(*(b ? a : c))'],
    ['g(x for x in a)', 'g(generator(x for x in a))'],
    ['[x for x in a if x if y]', 'list(x for x in a if x if y)'],
    ['{x for x, y in a}', 'set(x for (x, y,) in a)'],
    ['{k: v for k, v in a}', 'dictionary(k: v for (k, v,) in a)'],
    ['[y for x in a if x async for y in x, b]', 'list(y for x in a if x for y in await (x, b,))'],
    ['(yield)', 'yield'],
    ['(yield a, b)', 'yield (a, b,)'],
    ['(yield from a)', 'yield from a'],
    ['print', 'print'],
  ])('%s', (code, expected) => {
    expect(value(code)).toBe(expected);
  });
});

describe('a string', () => {
  it.each([
    ['"a"', "'a'"],
    ["u'''a'''", "'a'"],
    [String.raw`'\x41\u0042\103\U00000044'`, "'ABCD'"],
    [String.raw`'it\'s' "\"\\"`, String.raw`'it's\"\\'`],
    [String.raw`r'\n\d' == '\\n\d'`, String.raw`('\\n\\d' == '\\n\\d')`],
    ["'a\\\nb'", "'a    b'"],
    [String.raw`'\t\N{DASH}\UFFFFFFFF'`, String.raw`'\t\\N{DASH}\\UFFFFFFFF'`],
    ["''", "''"],
    ["b'a'", "b'a'"],
    ["Rb''", "b''"],
    [String.raw`b'\x41\u0041'`, String.raw`b'A\u0041'`],
    ["'a' 'b'", "'ab'"],
    ["f'a'", "'a'"],
    ["f'{a}'", 'format(a)'],
    ["f'{{a}} {a.b}{c!r}{d:>5}' 'x{{'", "format('{a} ', a.b, <spec!r c>, <spec:>5 d>, 'x{{')"],
    ["f'{a:{w}.{p}f}'", 'format(<spec:{}.{}f a w p>)'],
    ["f'{a=} {b=:x}'", "format('a=', <spec!r a>, ' b=', <spec:x b>)"],
    ["'b' f'{a}' 'c'", "format('b', a, 'c')"],
  ])('%s', (code, expected) => {
    expect(value(code)).toBe(expected);
  });
});

describe('a statement', () => {
  it.each([
    ['a = b = c', 'a = b = c'],
    ['a, *b = c', '(a, *b,) = c'],
    ['[a, (b, c)] = d', '(a, (b, c,),) = d'],
    ['a.b = c[0] = 1', 'a.b = c[0] = 1'],
    ['a = yield b', 'a = yield b'],
    ['a: int = 1', 'a = 1'],
    ['a: int', ''],
    ['a += b, c', 'a = (a + (b, c,))'],
    ['a[i] //= 2', 'a[i] = (a[i] // 2)'],
    ['a; b', 'a; b'],
    ['a, b', '(a, b,)'],
    ['return', 'return'],
    ['return a, b', 'return (a, b,)'],
    ['pass', ''],
    ['...', ''],
    ['"a note" "to oneself"', ''],
    ['import a, b.c', ''],
    ['import a.b as c, d', 'c = a.b'],
    ['from .a import b, c as d', 'd = c'],
    ['from __future__ import annotations', ''],
    ['from a import *', ''],
    ['type A = int', ''],
    ['global a', ''],
    ['del a, b[0]', 'delete a, b[0]'],
    ['del (a)', 'delete a'],
    ['raise', 'raise'],
    ['raise A(b) from c', 'raise A(b)'],
    ['assert a', 'if (not a) { raise AssertionError() }'],
    ['assert a, b', 'if (not a) { raise AssertionError(b) }'],
    ['print a, b', 'print(a, b)'],
    ['print >>a, b', 'print(b, file = a)'],
    ['print(a)', 'print(a)'],
    ['exec a in b, c', 'exec(a, b, c)'],
    ['exec(a)', 'exec(a)'],
    [
      'if a: b\nelif c: d\nelif e: g\nelse: h',
      'if (a) { b } else { if (c) { d } else { if (e) { g } else { h } } }',
    ],
    ['for a in b: break', 'for (a in b) { break }'],
    [
      'for a, b in c, *d: continue\nelse: e',
      'for ((a, b,) in (c, *d,)) { continue } otherwise { e }',
    ],
    ['async for a in b: c', 'for (a in await b) { c }'],
    ['while a: b\nelse: c', 'while (a) { b } otherwise { c }'],
    ['with a: b', 'with (a) { b }'],
    ['with a as b, c as (d, e): g', 'with (a as b, c as (d, e,)) { g }'],
    ['with (a as b, c): d', 'with (a as b, c) { d }'],
    ['async with a as b: c', 'with (await a as b) { c }'],
    [
      'try: a\nexcept A as e: b\nexcept (B, C): c\nexcept: d\nelse: e\nfinally: g',
      'try { a } catch A as e { b } catch (B, C,) { c } catch { d } otherwise { e } finally { g }',
    ],
    ['try: a\nexcept* A: b', 'try { a } catch <group A> { b }'],
    ['try: a\nexcept A, e: b', 'try { a } catch A as e { b }'],
    ['@a\ndef g(x): return x', 'def g(x) { return x }'],
    [
      'class A(B, metaclass=C):\n    "Doc."\n    x = 1\n    def g(self): return 2\n    h()',
      "A = <class B <keyword_argument metaclass C> 'x': 1 'g': function g(self) { return 2 } function () { h() }>",
    ],
  ])('%j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('match', () => {
  it.each([
    ['1', 'if ((a == 1)) { b }'],
    ['-1', 'if ((a == -1)) { b }'],
    ['1 | "x" | -2', "if (((a == 1) or (a == 'x') or (a == -2))) { b }"],
    ['None | True', 'if (((a is none) or (a is true))) { b }'],
    ['1 - 2j', 'if ((a == <complex:1-2j>)) { b }'],
    ['A.B', 'if ((a == A.B)) { b }'],
    ['x', 'x = a; b'],
    ['_', 'b'],
    ['x if x > 1', 'x = a; if ((x > 1)) { b }'],
    ['(1 | 2) as x', 'if (((a == 1) or (a == 2))) { x = a; b }'],
    ['A()', 'if (isinstance(a, A)) { b }'],
    ['int(x)', 'if (isinstance(a, int)) { x = a; b }'],
    [
      'm.A(1, x, y=-1, z=w)',
      'if ((isinstance(a, m.A) and (a.0 == 1) and (a.y == -1))) { x = a.1; w = a.z; b }',
    ],
    [
      '[1, x]',
      'if ((isinstance(a, (list, tuple,)) and (len(a) == 2) and (a[0] == 1))) { x = a[1]; b }',
    ],
    ['x,', 'if ((isinstance(a, (list, tuple,)) and (len(a) == 1))) { x = a[0]; b }'],
    [
      'x, *y, 0',
      'if ((isinstance(a, (list, tuple,)) and (len(a) >= 2) and (a[-1] == 0))) { x = a[0]; y = a[1:-1:]; b }',
    ],
    ['[*_]', 'if ((isinstance(a, (list, tuple,)) and (len(a) >= 0))) { b }'],
    [
      '{"k": 1, -1: x, **y}',
      "if ((isinstance(a, dict) and ('k' in a) and (a['k'] == 1) and (-1 in a))) { x = a[-1]; y = <rest a>; b }",
    ],
    ['{}', 'if (isinstance(a, dict)) { b }'],
    [
      'A(x) | B(_, x)',
      'if ((isinstance(a, A) or isinstance(a, B))) { x = (isinstance(a, A) ? a.0 : a.1); b }',
    ],
  ])('case %s', (pattern, expected) => {
    expect(body(`match a:\n    case ${pattern}: b`)).toBe(expected);
  });

  it.each([
    [
      'match a:\n    case 1: b\n    case 2: c\n    case _: d',
      'if ((a == 1)) { b } else { if ((a == 2)) { c } else { d } }',
    ],
    ['match g(a):\n    case 1: b', '$once13.0 = g(a); if (($once13.0 == 1)) { b }'],
    ['match a, g(b):\n    case 0, x: c', '$once13.1 = g(b); if ((a == 0)) { x = $once13.1; c }'],
    ['match = 1\nreturn match', 'match = 1; return match'],
  ])('%j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('real functions', () => {
  const functions = readFileSync('test/fixtures/functions/python.jsonl', 'utf8')
    .trimEnd()
    .split('\n');

  it.each(functions.map((line) => JSON.parse(line)))(
    '$qualifiedName is known syntax',
    ({ code }) => {
      const text = printed(code);
      expect(text).toMatch(/^\w+\(.*\) .*\{ .+ \}$/s);
      expect(text?.match(/<[a-z_]+(?= |:|>)/g) ?? []).toEqual([]);
    },
  );
});

describe('code with errors', () => {
  it.each([
    'def f(:\n  x',
    'def f(a):\n    if :\n  (',
    'def f(a):\n    return a[\n',
    'def f():\n    x = = 1\n    match a:\n        case',
  ])('%j is lowered as far as it goes', (code) => {
    expect(() => lower(code)).not.toThrow();
  });
});
