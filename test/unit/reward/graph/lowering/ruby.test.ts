import { describe, expect, it } from 'vitest';
import { loweringOf } from './lowered.ts';

const { printed, printedBody } = await loweringOf('ruby');

/** The IR of these lines as a function's body. */
const body = (lines: string) => printedBody(`def f(a, b, xs)\n${lines}\nend`);

describe('the function of a unit', () => {
  it.each([
    [
      'def f(a, b = 1, *c, d:, e: 2, **g, &h); end',
      'f(a, b = 1, *c, d, e = 2, **g, h) locals() { return none }',
    ],
    ['def f((a, b), c) = a', 'f(%1, c) locals(a, b) { (a, b,) = %1; return a }'],
    ['def self.f(a); a; end', 'f(a) locals() { return a }'],
    ['private def f = 1', 'f() locals() { return 1 }'],
    ['def f; yield 1; end', 'f(&block) locals() { return &block(1) }'],
    ['def f(&g); g.call(1); end', 'f(g) locals() { return g(1) }'],
    ['def f; 1; rescue A; 2; end', 'f() locals() { try { return 1 } catch A { return 2 } }'],
    ['f = ->(a) { a }', 'f(a) locals() { return a }'],
    ['f = lambda { |a| a }', 'f(a) locals() { return a }'],
    ['define_method(:f) { |a| a }', 'f(a) locals() { return a }'],
    ['class A; end', null],
  ])('%j is %j', (code, expected) => {
    expect(printed(code)).toBe(expected);
  });
});

describe('literals', () => {
  it.each([
    ['g(0x1F, 0b11, 0o17, 017, 1_000, 1.50)', 'return g(31, 3, 15, 15, 1000, 1.5)'],
    [
      `g("a\\tb", 'a
b', %q(c), "a" "b", ?d, "\\u00e9")`,
      "return g('a\\tb', 'a\\nb', 'c', 'ab', 'd', 'é')",
    ],
    [
      'g(:a, :"a b", %i[a b], %w[a b])',
      "return g(<symbol a>, <symbol a b>, [<symbol a>, <symbol b>], ['a', 'b'])",
    ],
    ['g(/a\\/b/i, %r{a/b}, /a#{b}/)', "return g(/a/b/i/, /a/b/, <regex format('a', b)>)"],
    [
      'g({ a: 1, "b": 2, "c" => 3, 4 => 5, b:, **xs })',
      "return g({<symbol a>: 1, <symbol b>: 2, 'c': 3, 4: 5, <symbol b>: b, *xs})",
    ],
    [
      'g(<<~A, <<-B)\n  x #{a}\n    y\n  A\n  z\n  B',
      "return g(format('x ', a, '\\n  y\\n'), '  z\\n')",
    ],
  ])('%j is %j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('expressions', () => {
  it.each([
    ['g((a), -1, !a, (not b), ~a)', 'return g(a, -1, not a, not b, u~(a))'],
    [
      'g(a && (b and c), a || b, a == nil, a.nil?, a != nil)',
      'return g((a and b and c()), (a or b), (a is none), (a is none), (a is not none))',
    ],
    [
      'g(xs.length, xs.size, xs.count(), xs.empty?, xs.length > 0, xs.length.zero?)',
      'return g(len(xs), len(xs), len(xs), (len(xs) == 0), (len(xs) != 0), (len(xs) == 0))',
    ],
    [
      'g(a.odd?, a.even?, a.positive?, a.between?(1, 2), (1..a).include?(b), [a, b].include?(1))',
      'return g(((a % 2) == 1), ((a % 2) == 0), (a > 0), ((a >= 1) and (a <= 2)), ((1 <= b) and (b <= a)), (1 in [a, b]))',
    ],
    [
      'g(xs[0], xs.first, xs[-1], xs.last, xs[1..], xs[1..-2], xs[0, 2], xs.first(2), xs[a, b], xs[a...b])',
      'return g(xs[0], xs[0], xs[-1], xs[-1], xs[1::], xs[1:-1:], xs[:2:], xs[:2:], xs[a:(a + b):], xs[a:b:])',
    ],
    [
      'g(a.x, a.x(), a&.x, self.x, x, @x, @@x, $x, A::B, ::A)',
      'return g(a.x(), a.x(), ((a is none) ? none : a.x()), x(), x(), self.@x, self.@@x, $x, A.B, A)',
    ],
    [
      'g(a.is_a?(String), String === a, a =~ /x/, a !~ /x/, a <=> b)',
      'return g((a instanceof String), (a instanceof String), (a =~ /x/), not (a =~ /x/), (a <=> b))',
    ],
    [
      'g("a#{b}c", "a" + b, b.to_s, format("%s-%03d", a, b), "%s%%" % a)',
      "return g(format('a', b, 'c'), format('a', b), format(b), format(a, '-', <format %03d b>), format(a, '%'))",
    ],
    [
      'g(a ? 1 : 2, (a if b), (if a then 1 else 2 end))',
      'return g((a ? 1 : 2), (b ? a : none), (a ? 1 : 2))',
    ],
    ['g(a, *xs, k: 1, **b, &c)', 'return g(a, *xs, k = 1, **b, & = c())'],
    [
      'g(->(x) { x + 1 }, lambda { |x| x }, proc { |x| return x }, a.call(1), a.(1))',
      'return g(function (x) locals() { return (x + 1) }, function (x) locals() { return x }, function (x) locals() { raise <return x> }, a(1), a(1))',
    ],
    [
      'g([a, b].max, Array.new, Hash.new, a.send(:b, 1), defined?(a), a.freeze, "x".freeze)',
      "return g(max(a, b), [], {}, a.b(1), udefined?(a), a.freeze(), 'x')",
    ],
    ['g(yield(a), block_given?)', 'return g(&block(a), &block)'],
    ['super', 'return super(a, b, xs)'],
    ['g(1..a, 1...a, (1..))', 'return g((1 .. a), (1 ... a), (1 .. none))'],
  ])('%j is %j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('blocks that are comprehensions', () => {
  it.each([
    [
      'g(xs.map { |x| x.y }, xs.map(&:y), xs.collect { _1.y }, xs.map { it.y }, xs.map(&method(:h)))',
      'return g(list(x.y() for x in xs), list(%1.y() for %1 in xs), list(_1.y() for _1 in xs), list(it.y() for it in xs), list(h(%2) for %2 in xs))',
    ],
    [
      'g(xs.select { |x| x }, xs.reject { |x| x }, xs.filter_map { |x| x.y })',
      'return g(list(x for x in xs if x), list(x for x in xs if not x), list(x.y() for x in xs if x.y()))',
    ],
    [
      'g(xs.any? { |x| x.y }, xs.all?(&:y), xs.none?(&:y), xs.sum { |x| x.y }, xs.sum, xs.count { |x| x.y })',
      'return g(any(x.y() for x in xs), all(%1.y() for %1 in xs), not any(%2.y() for %2 in xs), sum(x.y() for x in xs), sum(%item for %item in xs), sum(1 for x in xs if x.y()))',
    ],
    [
      'g(xs.each_with_index.map { |x, i| i }, xs.map.with_index(1) { |x, i| i }, xs.flat_map { |x| x.ys })',
      'return g(list(i for (i, x,) in enumerate(xs)), list(i for (i, x,) in enumerate(xs, 1)), list(%flat for x in xs for %flat in x.ys()))',
    ],
    [
      'g(xs.to_h { |x| [x, 1] }, xs.map { |x| next 0 if x; 1 }, xs.sort_by { |x| x.y })',
      'return g(dictionary(x: 1 for x in xs), list((x ? 0 : 1) for x in xs), xs.sort_by(& = function (x) locals() { return x.y() }))',
    ],
  ])('%j is %j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('assignments', () => {
  it.each([
    [
      'x = 1; x += 2; x ||= 3; @x ||= 4; a[:b] &&= 5',
      'x = 1; x = (x + 2); x = (x or 3); self.@x = (self.@x or 4); a[<symbol b>] = (a[<symbol b>] and 5); return a[<symbol b>]',
    ],
    ['x, (y, *z), a.w = b, xs', '(x, (y, *z,), a.w,) = [b, xs]; return (x, (y, *z,), a.w,)'],
    [
      'a.w = 1; a.w += 1; a&.w = 1; self.w = 2; @@w = 3',
      'a.w = 1; a.w = (a.w() + 1); if ((a is not none)) { a.w = 1 }; self.w = 2; self.@@w = 3; return self.@@w',
    ],
    ['x = if a then 1 else 2 end', 'if (a) { x = 1 } else { x = 2 }; return x'],
    [
      'x = begin; g; rescue A => e; h(e); end',
      'try { x = g() } catch A as e { x = h(e) }; return x',
    ],
    ['x = y = 1', 'y = 1; x = y; return x'],
    ['f = ->(x) { x }; f.call(1)', 'def f(x) locals() { return x }; return f(1)'],
    [
      'x = xs.reduce(0) { |m, n| m + n }',
      'scope(m, n) { m = 0; for (n in xs) { m = (m + n) }; %1 = m }; x = %1; return x',
    ],
  ])('%j is %j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('effects', () => {
  it.each([
    [
      'xs << a << b; xs.push(a, b); xs.concat(b); (@x ||= []) << a',
      'xs.append(a); xs.append(b); xs.append(a); xs.append(b); xs.extend(b); self.@x = (self.@x or []); self.@x.append(a); return self.@x',
    ],
    [
      'raise; raise "no"; raise A; raise A, "no"; raise A.new("no"); raise a',
      "raise; raise RuntimeError.new('no'); raise A.new(); raise A.new('no'); raise A.new('no'); raise a",
    ],
    ['alias x y; undef z', "alias('x', 'y'); undef('z')"],
    ['puts a', 'puts(a); return'],
  ])('%j is %j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('control flow', () => {
  it.each([
    [
      'if a then g elsif b then h else k end',
      'if (a) { return g() } else { if (b) { return h() } else { return k() } }',
    ],
    [
      'unless a then g end; g unless a; g if a',
      'if (not a) { g() }; if (not a) { g() }; if (a) { return g() } else { return none }',
    ],
    [
      'while a do g end; until a do g end; g while a',
      'while (a) { g() }; while (not a) { g() }; while (a) { g() }; return none',
    ],
    ['begin; g; end while a', 'while (true) { g(); if (not a) { break } }; return none'],
    [
      'loop do; break if a; next if b; g; end',
      'while (true) { if (a) { return none }; if (b) { continue }; g() }',
    ],
    ['for x in 1..a do g(x) end', 'for (x in range(1, (a + 1))) { g(x) }; return (1 .. a)'],
    ['for x, y in xs do g(x) end', 'for ((x, y,) in xs) { g(x) }; return xs'],
    [
      'xs.each { |x| next if x; break if a; g(x) }',
      'scope(x) { for (x in xs) { if (x) { continue }; if (a) { return none }; g(x) } }; return xs',
    ],
    [
      'xs.each do |x, (y, z)| g(x) end',
      'scope(x, y, z) { for ((x, (y, z,),) in xs) { g(x) } }; return xs',
    ],
    [
      'xs.each_with_index { |x, i| g(x, i) }',
      'scope(x, i) { for ((i, x,) in enumerate(xs)) { g(x, i) } }; return xs',
    ],
    [
      'a.times { |i| g(i) }; a.upto(b) { |i| g(i) }; a.downto(1) { |i| g(i) }; 1.step(a, 2) { |i| g(i) }',
      'scope(i) { for (i in range(a)) { g(i) } }; scope(i) { for (i in range(a, (b + 1))) { g(i) } }; scope(i) { for (i in range(a, 0, -1)) { g(i) } }; scope(i) { for (i in range(1, (a + 1), 2)) { g(i) } }; return 1',
    ],
    [
      '(1..a).each { |i| g(i) }; (1...a).step(2) { |i| g(i) }; xs.reverse_each { |x| g(x) }',
      'scope(i) { for (i in range(1, (a + 1))) { g(i) } }; scope(i) { for (i in range(1, a, 2)) { g(i) } }; scope(x) { for (x in xs.reverse()) { g(x) } }; return xs',
    ],
    [
      'xs.each_char.with_index { |x, i| g(x) }',
      'scope(x, i) { for ((i, x,) in enumerate(xs.chars())) { g(x) } }; return xs',
    ],
    ['xs.each { |a| g(a) }; a', "scope(a') { for (a' in xs) { g(a') } }; return a"],
    [
      'case a when 1, 2..3 then g when String, nil then h when *xs then k else l end',
      'if (((a == 1) or ((2 <= a) and (a <= 3)))) { return g() } else { if (((a instanceof String) or (a is none))) { return h() } else { if ((a in xs)) { return k() } else { return l() } } }',
    ],
    [
      'case when a then g when b then h end',
      'if (a) { return g() } else { if (b) { return h() } else { return none } }',
    ],
    [
      'case a\nin [x, *y] if x then g\nin { k: Integer => z } | nil then h\nend',
      'if (((a instanceof Array) and (len(a) != 0) and sequence((x := a[0]), (y := a[1::]), x))) { return g() } else { if ((((a instanceof Hash) and (<symbol k> in a) and (a[<symbol k>] instanceof Integer)) or (a is none))) { return h() } else { raise NoMatchingPatternError } }',
    ],
    [
      'a or return b; a && g; return a, b',
      'if (not a) { return b }; if (a) { g() }; return [a, b]',
    ],
    [
      'begin; g; rescue A, B => e; h; retry; rescue; k; else; l; ensure; m; end',
      'try { g() } catch (A, B,) as e { h(); raise <retry> } catch StandardError { return k() } otherwise { return l() } finally { m() }',
    ],
    ['g rescue h', 'try { return g() } catch StandardError { return h() }'],
    ['xs.each { |x| return x }; redo', 'scope(x) { for (x in xs) { return x } }; raise <redo>'],
  ])('%j is %j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('the last value', () => {
  it.each([
    ['a', 'return a'],
    ['a = 1', 'a = 1; return a'],
    ['@x = 1', 'self.@x = 1; return self.@x'],
    ['xs << a', 'xs.append(a); return xs'],
    ['xs.each { |x| g(x) }', 'scope(x) { for (x in xs) { g(x) } }; return xs'],
    ['if a then 1 end', 'if (a) { return 1 } else { return none }'],
    ['case a when 1 then 2 else 3 end', 'if ((a == 1)) { return 2 } else { return 3 }'],
    ['begin; g; ensure; h; end', 'try { return g() } finally { h() }'],
    [
      'xs.find { |x| x }',
      'scope(x, %2) { %2 = none; for (x in xs) { if (x) { return x } }; %1 = %2 }; return %1',
    ],
    [
      'xs.each_with_object({}) { |x, h| h[x] = 1 }',
      'scope(x, h) { h = {}; for (x in xs) { h[x] = 1 }; %1 = h }; return %1',
    ],
    [
      'xs.any? { |x| x }',
      'scope(x, %2) { %2 = false; for (x in xs) { if (x) { return true } }; %1 = %2 }; return %1',
    ],
    ['puts a', 'puts(a); return'],
    ['while a do g end', 'while (a) { g() }; return none'],
    ['g { |x| return x }', 'return g(& = function (x) locals() { raise <return x> })'],
    ['def h = 1', 'def h() locals() { return 1 }; return <symbol h>'],
  ])('%j is %j', (code, expected) => {
    expect(body(code)).toBe(expected);
  });
});

describe('much code', () => {
  it('is read once or twice on each level of blocks', () => {
    const nested = (depth: number): string =>
      depth === 0 ? '1' : `xs.map { |x| y = 1; while y do break end; ${nested(depth - 1)} }`;
    expect(printed(`def f(xs) = g(${nested(30)})`)).toContain('break');
  });
});
