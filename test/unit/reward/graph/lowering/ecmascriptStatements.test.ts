import { describe, expect, it } from 'vitest';
import { body } from './lowerEcmascript.ts';

describe('statements of JavaScript', () => {
  it.each([
    ['a += 1', 'a = (a + 1)'],
    ['a++; --a.b', 'a = (a + 1); a.b = (a.b - 1)'],
    ['a = b = c', 'b = c; a = b'],
    ['a ||= b', 'if (not a) { a = b }'],
    ['a ??= b', 'if (not (a != nullish)) { a = b }'],
    ['a && b()', 'if (a) { b() }'],
    ['a || b()', 'if (not a) { b() }'],
    ['!a && b()', 'if (not a) { b() }'],
    ['a ? b() : c()', 'if (a) { b() } else { c() }'],
    ['a(), b()', 'a(); b()'],
    ['void a()', 'a()'],
    ['a = (b(), c)', 'b(); a = c'],
    ['if (a(), b) c()', 'a(); if (b) { c() }'],
    ['if (a && (b = c(), b)) d()', 'if (a) { b = c(); if (b) { d() } }'],
    ['if (a || (b(), c)) return; d()', 'if (a) { return }; b(); if (c) { return }; d()'],
    ['return a(), b', 'a(); return b'],
    ['return a ? (b(), c) : d', 'if (a) { b(); return c } else { return d }'],
    ['throw a ? b : c', 'if (a) { raise b } else { raise c }'],
    ['throw new Error(a)', 'raise Error(a)'],
    ['delete a.b', 'delete a.b'],
    ['({ a, b: c = 1 } = d)', 'members{a: a, b: c} = d; if ((c == none)) { c = 1 }'],
    ['[a, b] = [b, a]', '[a, b] = [b, a]'],
    ['const { length } = a', 'temporary 1 = a; length = len(temporary 1)'],
    ['if (a) {} else b()', 'if (not a) { b() }'],
    ['if (a) b(); else if (c) d()', 'if (a) { b() } else { if (c) { d() } }'],
    ['{ let a = 1; b(a) }', 'scope(a) { a = 1; b(a) }'],
    [
      '{ let a = 1; b(() => a) }',
      'scope(a) { a = none; a = 1; b(function () locals() { return a }) }',
    ],
    ['while (a) b()', 'while (a) { b() }'],
    ['while ((a = b())) c(a)', 'while (true) { a = b(); if (not a) { break }; c(a) }'],
    [
      'while (a && (b(), c)) d()',
      'while (true) { if (not a) { break }; b(); if (not c) { break }; d() }',
    ],
    [
      'do { if (a) continue; b() } while (c)',
      'while (true) { if (a) {} else { b() }; if (not c) { break } }',
    ],
    ['for (;;) a()', 'while (true) { a() }'],
    [
      'for (let i = 0, n = a.length; i < n; i++) b(i)',
      'scope(i, n) { i = 0; n = len(a); while ((i < n)) { b(i) } step { i = (i + 1) } }',
    ],
    ['for (var i = 0; i < 1; i += 1);', 'i = 0; while ((i < 1)) {} step { i = (i + 1) }'],
    ['for (const a of b) c(a)', 'scope(a) { for (a in b) { c(a) } }'],
    [
      'for (const { a, b = 1 } of c) d(a)',
      'scope(a, b) { for (members{a: a, b: b} in c) { if ((b == none)) { b = 1 }; d(a) } }',
    ],
    [
      'for (const [i, a] of b.entries()) c(a)',
      'scope(i, a) { for ((i, a,) in enumerate(b)) { c(a) } }',
    ],
    ['for (a in b) c(a)', 'for (a in Object.keys(b)) { c(a) }'],
    ['for await (const a of b) c(a)', 'scope(a) { for (a in await b) { c(a) } }'],
    [
      'a: for (const b of c) for (const d of b) { if (d) continue a; e(d) }',
      'scope(b) { for (b in c) { scope(d) { temporary 1 = false; for (d in b) { if (d) { temporary 1 = true; break }; e(d) }; if (temporary 1) { continue } } } }',
    ],
    [
      'a: for (;;) for (;;) break a',
      'while (true) { temporary 1 = false; while (true) { temporary 1 = true; break }; if (temporary 1) { break } }',
    ],
    ['a: { if (b) break a; c() }', 'if (b) {} else { c() }'],
    [
      'a: { for (;;) { if (b) break a } c() }',
      'temporary 1 = false; while (true) { if (b) { temporary 1 = true; break } }; if (not temporary 1) { c() }',
    ],
    [
      'switch (a) { case 1: b(); break; case 2: case 3: c(); break; default: d() }',
      'if ((a == 1)) { b() } else { if (((a == 2) or (a == 3))) { c() } else { d() } }',
    ],
    [
      'switch (a) { case 1: b(); case 2: c() }',
      'if ((a == 1)) { b(); c() } else { if ((a == 2)) { c() } }',
    ],
    ['switch (a) { default: b(); break; case 1: c() }', 'if ((a == 1)) { c() } else { b() }'],
    [
      'switch (a()) { case 1: if (b) break; c(); break }',
      'temporary 1 = a(); if ((temporary 1 == 1)) { if (b) {} else { c() } }',
    ],
    ['switch (true) { case a > 1: return 1 }', 'if ((a > 1)) { return 1 }'],
    [
      'switch (a) { case 1: { let b = 2; c(b); return } }',
      'if ((a == 1)) { scope(b) { b = 2; c(b); return } }',
    ],
    [
      'for (;;) switch (a) { case 1: continue; default: break }',
      'while (true) { if ((a == 1)) { continue } }',
    ],
    [
      'try { a() } catch { b() } finally { c() }',
      'try { a() } catch as caught exception { b() } finally { c() }',
    ],
    [
      'try { a() } catch (e) { b(e) }',
      'try { a() } catch as caught exception { scope(e) { e = caught exception; b(e) } }',
    ],
    [
      'try { a() } catch ({ b }) { c(b) }',
      'try { a() } catch as caught exception { scope(b) { members{b: b} = caught exception; c(b) } }',
    ],
    [
      'a.forEach((b) => { if (b) return; c(b) })',
      'scope(b) { for (b in a) { if (b) {} else { c(b) } } }',
    ],
    ['a.forEach((b, i) => c(i, b))', 'scope(b, i) { for ((i, b,) in enumerate(a)) { c(i, b) } }'],
    ['a.forEach(function (b) { c(this, b) })', 'a.forEach(function (b) locals() { c(this, b) })'],
    [
      'return a.find((b) => b.c)',
      'scope(b) { for (b in a) { if (b.c) { return b } } }; return none',
    ],
    [
      'return a.some((b) => b)',
      'scope(b) { for (b in a) { if (b) { return true } } }; return false',
    ],
    [
      'const r = a.map((b) => { const c = d(b); return c })',
      'temporary 1 = []; scope(b, c) { for (b in a) { c = d(b); temporary 1.append(c) } }; r = temporary 1',
    ],
    [
      'return a.reduce((b, c) => { b.push(c); return b }, [])',
      'temporary 1 = []; scope(b, c) { for (c in a) { b = temporary 1; b.append(c); temporary 1 = b } }; return temporary 1',
    ],
    [
      'const r = x.some((x) => { y(x); return x })',
      'temporary 1 = false; temporary 2 = x; scope(x) { for (x in temporary 2) { y(x); if (x) { temporary 1 = true; break } } }; r = temporary 1',
    ],
    ['a.push(b, c)', 'a.append(b); a.append(c)'],
    [
      'function g() { return h() } function h() {} return g()',
      'h = none; def h() locals() {}; def g() locals() { return h() }; return g()',
    ],
    ['const g = () => g()', 'def g() locals() { return g() }'],
    ['let g; g = function () {}', 'g = none; def g() locals() {}'],
    ['class A { b() {} }', "A = <class {'b': function () locals() {}}>"],
    ['debugger; ;', ''],
    ['using a = b()', 'a = b()'],
  ])('%s are %s', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});
