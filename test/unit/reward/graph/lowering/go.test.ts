import { describe, expect, it } from 'vitest';
import { loweringOf } from './lowered.ts';

const { printed, printedBody } = await loweringOf('go');

/** The IR of these lines as a function's body. */
const body = (lines: string) =>
  printedBody(`package p\nfunc f(a, b int, s string, xs []T) {\n${lines}\n}`);

describe('the function of a unit', () => {
  it.each([
    ['func f(a, b int, c ...string) {}', 'f(a, b, *c) locals() {}'],
    ['func (t *T) f(int, string) {}', 'f(t, _, _) locals() {}'],
    ['func f[K comparable](k K) K { return k }', 'f(k) locals() { return k }'],
    ['func f() (int, error) { return 1, nil }', 'f() locals() { return (1, none,) }'],
    [
      'func f() (n int, err error) { n = 1; return }',
      'f() locals(n, err) { n = 0; err = none; n = 1; return (n, err,) }',
    ],
    ['var f = func(a int) int { return a }', 'f(a) locals() { return a }'],
    ['func f()', null],
    ['type T struct{}', null],
  ])('%j is %j', (code, expected) => {
    expect(printed(`package p\n${code}`)).toBe(expected);
  });
});

describe('literals', () => {
  it.each([
    ['_ = 0x1F + 0b11 + 0o17 + 017 + 1_000', '((((31 + 3) + 15) + 15) + 1000)'],
    ["_ = 'a' + '\n' + '\\x41' + '\\u00e9'", '(((97 + 10) + 65) + 233)'],
    ['_ = []string{"a\\tb\\u00e9\\x41", `raw\n`, "\\xff"}', "['a\\tbéA', 'raw\\n', b'ff']"],
    ['_ = []float64{1.50, 1e3}', '[1.5, 1000f]'],
  ])('%j is %j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('expressions', () => {
  it.each([
    ['g((a), -1, !true, ^a, a &^ b)', 'g(a, -1, not true, u~(a), (a & u~(b)))'],
    [
      '_ = a == b && (b < 1 && a != 2) || g()',
      '(((a == b) and (b < 1) and (a != 2)) or not not g())',
    ],
    [
      '_ = s == "" || len(s) > 0 || 1 > len(xs) || "" != s',
      '((len(s) == 0) or (len(s) != 0) or (len(xs) == 0) or (len(s) != 0))',
    ],
    ['_ = g() == true || false != h()', '(not not g() or not not h())'],
    ['xs[1:], xs[0:2], xs[:len(xs)] = p, q, r', '(xs[1::], xs[:2:], xs[::],) = (p, q, r,)'],
    ['_ = xs[a:b:4]', '<capacity xs[a:b:] 4>'],
    [
      'g(fmt.Sprintf("%d: %s%%", a, s), s + "x" + s, strconv.Itoa(a), fmt.Sprintf("%05d", a))',
      "g(format(a, ': ', s, '%'), format(s, 'x', s), format(a), format(<format %05d a>))",
    ],
    [
      '_ = []error{fmt.Errorf("no %s", s), fmt.Errorf("no: %w", err)}',
      "[errors.New(format('no ', s)), fmt.Errorf(format('no: ', <format %w err>))]",
    ],
    [
      'fmt.Printf("%v!", a); fmt.Println(a)',
      "fmt.Print(format(a, '!')); fmt.Print(format(a, '\\n'))",
    ],
    ['_ = T{a: 1, "k": 2}', "<composite T {'a': 1, 'k': 2}>"],
    ['_ = []*T{{1}, {2}}', '[u&(<composite T [1]>), u&(<composite T [2]>)]'],
    ['_ = map[string]T{"a": {1}}', "{'a': <composite T [1]>}"],
    [
      '_ = [...]int{1, 2}; _ = [2]int{1, 2}; _ = [3]int{1}; _ = []int{2: 1}',
      '[1, 2]; [1, 2]; <array 3 [1]>; <places 2: 1>',
    ],
    [
      'g(make([]int, 0, 9), make([]int, a), make(map[string]int), make(chan int, 2), new(T), &T{})',
      'g([], <make 0 a>, {}, <channel 2>, u&(<composite T []>), u&(<composite T []>))',
    ],
    [
      'g(int64(5), float64(5), string(a), []rune(s), []byte(s), byte(a))',
      'g(5, 5f, string(a), runes(s), <slice_type uint8>(s), uint8(a))',
    ],
    ['g[int](a); h[int, string](a)', 'g(a); h(a)'],
    ['_ = (*p).x + *p', '(p.x + p.*)'],
    ['f := func(x int) int { return x + a }; f(1)', 'def f(x) locals() { return (x + a) }; f(1)'],
    ['func() { g() }()', 'function () locals() { g() }()'],
    ['_ = x.(T)', '<assert x T>'],
  ])('%j is %j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('assignments', () => {
  it.each([
    [
      'var n, m int; var t string; var u T; var v []T; var w float64 = 1',
      "n = 0; m = 0; t = ''; u = <composite T []>; v = none; w = 1f",
    ],
    ['c := a; c, d := b, c', 'c = a; (c, d,) = (b, c,)'],
    ['c := 1; { c := c + 1; g(c) }; g(c)', "c = 1; scope(c') { c' = (c + 1); g(c') }; g(c)"],
    [
      'a += 2; b++; a &^= b; s += "x"',
      "a = (a + 2); b = (b + 1); a = (a & u~(b)); s = format(s, 'x')",
    ],
    ['const ( A = iota * 2; B; C = "x" )', "A = (0 * 2); B = (1 * 2); C = 'x'"],
    ['v, ok := m[a]', '(v, ok,) = (m[a], (a in m),)'],
    ['v, ok := x.(T)', '(v, ok,) = (<as x T>, (x instanceof T),)'],
    ['v, ok := <-c', '(v, ok,) = (c.receive(), <open c.receive()>,)'],
    ['_, err := g()', '(_, err,) = g()'],
    ['_ = g()', 'g()'],
    ['p.x, xs[0] = 1, 2', '(p.x, xs[0],) = (1, 2,)'],
    ['*p = 1', 'p.* = 1'],
    [
      'err := json.Unmarshal(data, &a)',
      'err = json.Unmarshal(data, u&(a)); a = <written 1 json.Unmarshal(data, u&(a))>',
    ],
    ['if g(&a) { h(a) }', '%0 = g(u&(a)); a = <written 0 g(u&(a))>; if (%0) { h(a) }'],
  ])('%j is %j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('effects', () => {
  it.each([
    [
      'xs = append(xs, a); xs = append(xs, a, b); xs = append(xs, ys...)',
      'xs = (xs + [a]); xs = ((xs + [a]) + [b]); xs = (xs + ys)',
    ],
    [
      'delete(m, a); copy(xs, ys); sort.Ints(xs); sort.Slice(xs, g)',
      'delete m[a]; xs.copy(ys); xs.sort(); xs.sort.Slice(g)',
    ],
    ['panic("no")', "raise 'no'"],
    ['defer g(a); go g(a)', 'defer(g(a)); go(g(a))'],
    ['c <- a; <-c', 'c.send(a); c.receive()'],
    ['goto end', "raise <goto 'end'>"],
  ])('%j is %j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('control flow', () => {
  it.each([
    [
      'if a < 1 { return } else if b < 1 { g() } else { h() }',
      'if ((a < 1)) { return } else { if ((b < 1)) { g() } else { h() } }',
    ],
    ['if v := g(); v > 0 { h(v) }', 'scope(v) { v = g(); if ((v > 0)) { h(v) } }'],
    ['for { g() }', 'while (true) { g() }'],
    ['for a < b { g() }', 'while ((a < b)) { g() }'],
    [
      'for i := 0; i < a; i++ { if i == b { continue }; g(i) }',
      'scope(i) { i = 0; while ((i < a)) { if ((i == b)) { continue }; g(i) } step { i = (i + 1) } }',
    ],
    [
      'for i, v := range xs { g(i, v) }',
      'scope(i, v) { for ((i, v,) in enumerate(xs)) { g(i, v) } }',
    ],
    ['for i := range xs { g(i) }', 'scope(i) { for (i in range(len(xs))) { g(i) } }'],
    ['for _, v := range xs { g(v) }', 'scope(v) { for (v in xs) { g(v) } }'],
    ['for a, b = range xs { g() }', 'for ((a, b,) in enumerate(xs)) { g() }'],
    ['for range xs { g() }', 'for (_ in range(len(xs))) { g() }'],
    ['for i := range 10 { g(i) }', 'scope(i) { for (i in range(10)) { g(i) } }'],
    ['for i := range a { g(i) }', 'scope(i) { for (i in range(a)) { g(i) } }'],
    [
      'for i, c := range s { g(i, c) }',
      'scope(i, c) { for ((i, c,) in runeOffsets(s)) { g(i, c) } }',
    ],
    ['for _, c := range s { g(c) }', 'scope(c) { for (c in runes(s)) { g(c) } }'],
    [
      'switch a { case 1, 2: g(); default: h(); case 3: k() }',
      'if (((a == 1) or (a == 2))) { g() } else { if ((a == 3)) { k() } else { h() } }',
    ],
    [
      'switch { case a < 1: g(); fallthrough; case a < 2: h() }',
      'if ((a < 1)) { g(); h() } else { if ((a < 2)) { h() } }',
    ],
    [
      'switch v := g(); v { case 1: if a < 1 { break }; h(); k() }',
      'scope(v) { v = g(); if ((v == 1)) { if ((a < 1)) {} else { h(); k() } } }',
    ],
    [
      'for { switch a { case 1: break; case 2: continue } }',
      'while (true) { if ((a == 1)) {} else { if ((a == 2)) { continue } } }',
    ],
    ['l: for { switch a { case 1: break l } }', 'while (true) { if ((a == 1)) { break } }'],
    [
      'l: for { for { if a < 1 { break l }; if a < 2 { continue l } } }',
      'while (true) { %0 = false; %1 = false; while (true) { if ((a < 1)) { %0 = true; break }; if ((a < 2)) { %1 = true; break } }; if (%0) { break }; if (%1) { continue } }',
    ],
    [
      'switch v := x.(type) { case int: g(v); case nil: h(); case A, *B: k(v); default: l(v) }',
      'if ((x instanceof int)) { scope(v) { v = <as x int>; g(v) } } else { if ((x == none)) { scope(v) { v = x; h() } } else { if (((x instanceof A) or (x instanceof <pointer_type B>))) { scope(v) { v = x; k(v) } } else { scope(v) { v = x; l(v) } } } }',
    ],
    [
      'select { case v := <-c: g(v); case d <- a: h() }',
      'if (<ready c.receive()>) { scope(v) { v = c.receive(); g(v) } } else { if (<ready d.send()>) { d.send(a); h() } }',
    ],
    [
      'select { case <-c: default: g() }',
      'if (<ready now c.receive()>) { c.receive() } else { g() }',
    ],
  ])('%j is %j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('much code', () => {
  it('is not copied for each break of a switch', () => {
    const one = 'if a > 1 { if a > 2 { break }; g() }\n';
    expect(body(`switch a {\ncase 1:\n${one.repeat(40)}}`)?.length).toBeLessThan(10_000);
  });
});
