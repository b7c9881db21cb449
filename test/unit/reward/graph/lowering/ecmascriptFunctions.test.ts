import { describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../../../src/parse/types.ts';
import { printed } from './lowerEcmascript.ts';

describe('the function of a unit of JavaScript or TypeScript', () => {
  it.each<[string, string | null, LanguageId?]>([
    [
      'function f(a, b = 1, ...c) { return a }',
      'f(a, b, *c) locals() { if ((b == none)) { b = 1 }; return a }',
    ],
    ['const f = (a) => a', 'f(a) locals() { return a }'],
    ['export const f = async (a) => { await a; }', 'f(a) locals() { await a }'],
    ['export default function (a) {}', '(a) locals() {}'],
    ['module.exports.f = function (a) { return this.b }', '(a) locals() { return this.b }'],
    ['function* f() { yield 1 }', 'f() locals() { yield 1 }'],
    ['const o = { f(a) { return f(a) } }', '(a) locals() { return f(a) }'],
    ['class A { static #f(a) { return a } }', '(a) locals() { return a }'],
    [
      'function f({ a, b: { c }, d = 1, ...e }, [g, , h = 2, ...i]) {}',
      "f(parameter 1, parameter 2) locals(a, c, d, e, g, h, i, temporary 1, temporary 2) { temporary 1 = parameter 1; members{a: a, b: members{c: c}, d: d} = temporary 1; e = <rest temporary 1 'a' 'b' 'd'>; if ((d == none)) { d = 1 }; [g, temporary 2, h, *i] = parameter 2; if ((h == none)) { h = 2 } }",
    ],
    [
      'function f({ [a]: b, length }) {}',
      'f(parameter 1) locals(b, length, temporary 1) { temporary 1 = parameter 1; b = temporary 1[a]; length = len(temporary 1) }',
    ],
    ['const f = function g(a) { return g(a) }', 'g(a) locals() { return g(a) }'],
    ['const f = function g(a) { return f(a) }', 'f(a) locals() { return f(a) }'],
    ['function f() { "use strict"; return }', 'f() locals() { return }'],
    [
      'function f() { var a, b = 1; let c; { var d = 2 } }',
      'f() locals(c, a, b, d) { a = none; b = 1; c = none; d = 2 }',
    ],
    [
      'function f() { const a = 1; return () => a }',
      'f() locals(a) { a = none; a = 1; return function () locals() { return a } }',
    ],
    ['function f(len) { return len + range }', "f('len) locals() { return ('len + 'range) }"],
    [
      'function f<T>(this: Window, a: T, b?: number): T { return a as any as T }',
      'f(a, b) locals() { return a }',
      'typescript',
    ],
    [
      'const f = (a: string): a is "b" => a! satisfies string',
      'f(a) locals() { return a }',
      'typescript',
    ],
    [
      'class A { constructor(private readonly a: string, b = 1) { super() } }',
      '(a, b) locals() { this.a = a; if ((b == none)) { b = 1 }; super() }',
      'typescript',
    ],
    [
      'class A { @once() f(@inject() a: B): void { g<B>(a) } }',
      '(a) locals() { g(a) }',
      'typescript',
    ],
    ['abstract class A { abstract f(): void }', null, 'typescript'],
    ['declare function f(a: string): void', null, 'typescript'],
    [
      'function f(): void { enum A { B, C = 3 } type D = A; interface E {} }',
      "f() locals(A) { A = <enum 'B' 'C': 3> }",
      'typescript',
    ],
    [
      'const f = (p) => <A {...p} b="1" c={2} d>x  y\n  <b/>{p}{/* no */}</A>',
      "f(p) locals() { return React.createElement(A, {*p, 'b': '1', 'c': 2, 'd': true}, 'x  y', React.createElement('b', null), p) }",
      'javascriptreact',
    ],
    [
      'const f = () => <><a.b>{" "}&amp;&#39;</a.b></>',
      "f() locals() { return React.createElement(React.Fragment, null, React.createElement(a.b, null, ' ', '&'')) }",
      'typescriptreact',
    ],
    ['class A {}', null],
    ['1', null],
    ['', null],
  ])('%j is %j', (code, expected, language) => {
    expect(printed(code, language)).toBe(expected);
  });
});
