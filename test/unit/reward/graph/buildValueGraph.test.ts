import { describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../../src/parse/types.ts';
import { TooLarge } from '../../../../src/reward/graph/budget.ts';
import { graphOf, similarity } from './support.ts';

/** Each is one function written twice. */
const equal: [story: string, first: string, second: string][] = [
  [
    'names and temporaries',
    'def f(a, b):\n    return (a + b) * b',
    'def f(p, q):\n    total = p + q\n    result = total * q\n    return result',
  ],
  [
    'independent statements in another order',
    'def f(a, b):\n    x = g(a)\n    y = h(b)\n    return x - y',
    'def f(a, b):\n    y = h(b)\n    x = g(a)\n    return x - y',
  ],
  ['dead code', 'def f(a):\n    unused = 1\n    return a\n    return 2', 'def f(a):\n    return a'],
  [
    'an early return and an else',
    'def f(a):\n    if a:\n        return 1\n    return g(a)',
    'def f(a):\n    if not a:\n        r = g(a)\n    else:\n        r = 1\n    return r',
  ],
  [
    'continue and a nested condition',
    'def f(s):\n    for v in s:\n        if not v:\n            continue\n        g(v)',
    'def f(s):\n    for v in s:\n        if v:\n            g(v)',
  ],
  [
    'two ways to one return',
    'def f(a, b):\n    if a:\n        return 1\n    if b:\n        return 1\n    return 2',
    'def f(a, b):\n    return 1 if a or b else 2',
  ],
  [
    'a choice inside of what is returned',
    'def f(a):\n    return g(1 if a else 2)',
    'def f(a):\n    if a:\n        return g(1)\n    return g(2)',
  ],
  [
    'a negated search',
    'def f(s):\n    return not any(g(v) for v in s)',
    'def f(s):\n    for v in s:\n        if g(v):\n            return False\n    return True',
  ],
  [
    'a flag and a return in a loop',
    'def f(s):\n    found = False\n    for v in s:\n        if v:\n            found = True\n            break\n    return found',
    'def f(s):\n    for v in s:\n        if v:\n            return True\n    return False',
  ],
  [
    'a swap',
    'def f(a, i, j):\n    a[i], a[j] = a[j], a[i]',
    'def f(a, i, j):\n    t = a[i]\n    u = a[j]\n    a[i] = u\n    a[j] = t',
  ],
  [
    'a helper inside',
    'def f(a):\n    def half(x):\n        if x < 0:\n            return 0\n        return x / 2\n    return half(a + 1)',
    'def f(a):\n    b = a + 1\n    return 0 if b < 0 else b / 2',
  ],
  [
    'a helper beside',
    'def half(x):\n    y = x / 2\n    return y\n\ndef f(a):\n    return half(a + 1)',
    'def f(a):\n    return (a + 1) / 2',
  ],
  [
    'a change by another name',
    'def f(a, v):\n    d = a.items\n    d.append(v)\n    d = a\n    d.size = v',
    'def f(a, v):\n    a.size = v\n    a.items.append(v)',
  ],
  [
    'attributes in another order',
    'def f(a):\n    a.x = g(a.x)\n    a.y += 1',
    'def f(a):\n    a.y += 1\n    a.x = g(a.x)',
  ],
  [
    'an object that is made and filled',
    'def f(v):\n    a = A()\n    a.size = v\n    return 1',
    'def f(v):\n    return 1',
  ],
  [
    'what may fail in a try',
    'def f(a):\n    try:\n        return g(h(a))\n    except E:\n        return None',
    'def f(a):\n    try:\n        x = h(a)\n        return g(x)\n    except E:\n        return None',
  ],
];

/** What looks alike and is not. */
const different: [story: string, first: string, second: string][] = [
  ['effects in another order', 'def f(a):\n    g(a)\n    h(a)', 'def f(a):\n    h(a)\n    g(a)'],
  ['an effect before a raise', 'def f(a):\n    log(a)\n    raise E', 'def f(a):\n    raise E'],
  [
    'a change of a parameter and of a copy',
    'def f(a):\n    a.append(1)',
    'def f(a):\n    b = list(a)\n    b.append(1)',
  ],
  [
    'a statement that slipped into a loop',
    'def f(s):\n    for v in s:\n        g(v)\n    x = h(s)\n    return x',
    'def f(s):\n    for v in s:\n        g(v)\n        x = h(s)\n    return x',
  ],
  [
    'a statement that slipped into a branch',
    'def f(a):\n    if a:\n        g(a)\n    x = 1\n    return x',
    'def f(a):\n    if a:\n        g(a)\n        x = 1\n    return x',
  ],
  [
    'a condition turned around where only one value is returned',
    'def f(s):\n    for v in s:\n        if g(v):\n            return 1\n    raise E',
    'def f(s):\n    for v in s:\n        if not g(v):\n            return 1\n    raise E',
  ],
  [
    'parameters in other places',
    'def f(a, b):\n    return a - b',
    'def f(a, b):\n    return b - a',
  ],
  [
    'a variable of the module',
    'def f(a):\n    global total\n    total = a',
    'def f(a):\n    total = a',
  ],
  [
    'a loop that never ends',
    'def f(s):\n    while True:\n        yield s',
    'def f(s):\n    while True:\n        g(s)',
  ],
  [
    'a change of one of two parameters',
    'def f(a, b, c, k):\n    d = a if c else b\n    d[k] = 1\n    return a, b',
    'def f(a, b, c, k):\n    return a, b',
  ],
  [
    'changes of one parameter and of the other',
    'def f(a, b, c):\n    if c:\n        d = a\n        d.add(1)\n    else:\n        d = b\n        d.add(2)',
    'def f(a, b, c):\n    pass',
  ],
  [
    'a change of a parameter or a default',
    'def f(a, k):\n    d = a or b\n    d[k] = 1\n    return a',
    'def f(a, k):\n    return a',
  ],
  [
    'a change of an object whose variable is taken for another',
    'def f(a, b):\n    d = a\n    d.add(1)\n    d = b\n    d.add(1)',
    'def f(a, b):\n    d = b\n    d.add(1)',
  ],
  [
    'an attribute that is set by another name',
    'def f(a, v):\n    d = a\n    d.size = v\n    return a',
    'def f(a, v):\n    return a',
  ],
  [
    'a change of what an attribute holds',
    'def f(a, v):\n    d = a.items\n    d.append(v)',
    'def f(a, v):\n    d = list(a.items)\n    d.append(v)',
  ],
  [
    'an attribute that is read before and after it is set',
    'def f(a):\n    a.x = g(a.x)\n    a.y = a.x',
    'def f(a):\n    a.y = a.x\n    a.x = g(a.x)',
  ],
  [
    'an attribute of an attribute, and an object that is used as a whole',
    'def f(a):\n    a.x.z = 1\n    return h(a.x)',
    'def f(a):\n    y = h(a.x)\n    a.x.z = 1\n    return y',
  ],
  [
    'an attribute of a global object that is set before and after it is used',
    'def f(v):\n    a.size = v\n    a.save()',
    'def f(v):\n    a.save()\n    a.size = v',
  ],
  [
    'a bound on what may be a fraction',
    'def f(a):\n    return a < 1',
    'def f(a):\n    return a <= 0',
  ],
  [
    'which of two dictionaries replaces keys of the other',
    "def f(a, b):\n    return {'k': b, **a}",
    "def f(a, b):\n    return {**a, 'k': b}",
  ],
  [
    'which handler comes first',
    'def f(a):\n    try:\n        return g(a)\n    except A:\n        return 1\n    except B:\n        return 2',
    'def f(a):\n    try:\n        return g(a)\n    except B:\n        return 2\n    except A:\n        return 1',
  ],
];

/** What other languages have: variables of a block, and an object that no signature names. */
const equalElsewhere: [language: LanguageId, story: string, first: string, second: string][] = [
  [
    'javascript',
    'an attribute that is set where it is missing',
    'function f() { if (!this.size) this.size = 1; return this.size; }',
    'function f() { this.size = this.size || 1; return this.size; }',
  ],
  [
    'javascript',
    'a length that is tested by its name',
    'function f(s) { const n = s.length; if (n < 1) return 0; return g(s); }',
    'function f(s) { if (s.length === 0) return 0; return g(s); }',
  ],
  [
    'go',
    'a length that is tested by its name',
    'func f(s []int) bool { n := len(s); return n > 0 }',
    'func f(s []int) bool { return len(s) != 0 }',
  ],
  [
    'ruby',
    'an instance variable',
    'def f\n  @v = 1 unless @v\n  @v\nend',
    'def f\n  @v ||= 1\nend',
  ],
  [
    'ruby',
    'output beside an instance variable',
    'def f(v)\n  @v = v\n  puts v\n  nil\nend',
    'def f(v)\n  puts v\n  @v = v\n  nil\nend',
  ],
  [
    'javascript',
    'attributes of this in another order',
    'function f(v) { this.a = g(this.a); this.b += v; this.save(); }',
    'function f(v) { this.b += v; this.a = g(this.a); this.save(); }',
  ],
];

const differentElsewhere: typeof equalElsewhere = [
  [
    'javascript',
    'a variable that is read in its own initialiser',
    'function f(a) { const x = [x]; return x; }',
    'function f(a) { const y = [x]; return y; }',
  ],
  [
    'javascript',
    'a change by a variable of a block',
    'function f(a, b, c, k) { if (k) { const d = c ? a : b; d[k] = 1; } return [a, b]; }',
    'function f(a, b, c, k) { return [a, b]; }',
  ],
  [
    'javascript',
    'an attribute that is set by a variable of a block',
    'function f(a, k) { if (k) { const d = a; d.size = 1; } return a; }',
    'function f(a, k) { return a; }',
  ],
  [
    'javascript',
    'an attribute that is replaced rather than set where it is missing',
    'function f() { if (this.size) this.size = 1; return this.size; }',
    'function f() { this.size = this.size || 1; return this.size; }',
  ],
  [
    'javascript',
    'a method before and after an attribute of its object is set',
    'function f(v) { this.total = v; this.save(); }',
    'function f(v) { this.save(); this.total = v; }',
  ],
  [
    'javascript',
    'a call with an object before and after its attribute is set',
    'function f(v) { this.total = v; save(this); }',
    'function f(v) { save(this); this.total = v; }',
  ],
  [
    'ruby',
    'a method of self before and after an attribute is set',
    'def f(v)\n  self.total = v\n  save\n  nil\nend',
    'def f(v)\n  save\n  self.total = v\n  nil\nend',
  ],
];

describe('the value graph', () => {
  it.each(equalElsewhere)('is the same in %s for %s', (language, _, first, second) => {
    expect(similarity(first, second, language)).toBe(1);
  });

  it.each(differentElsewhere)('tells apart in %s %s', (language, _, first, second) => {
    expect(similarity(first, second, language)).toBeLessThan(1);
  });

  it.each(equal)('is the same for %s', (_, first, second) => {
    expect(similarity(first, second)).toBe(1);
  });

  it.each(different)('tells apart %s', (_, first, second) => {
    expect(similarity(first, second)).toBeLessThan(1);
  });

  it('does not know names, but globals, attributes and literals', () => {
    const { graph } = graphOf(
      'def f(count):\n    local = count.size + limit\n    return local * 3',
    );
    expect(graph.labels.toSorted()).toEqual([
      '.size',
      'global:limit',
      'integer:3',
      'op:*',
      'op:+',
      'parameter:1:0',
      'return',
    ]);
  });

  it('knows which siblings were taken in entirely', () => {
    const helpers = 'def one(x):\n    return x + 1\n\ndef two(x):\n    return x + 2\n\n';
    const built = graphOf(`${helpers}def f(a):\n    return one(a), two(a), two`);
    expect([...built.inlined]).toEqual(['one']);
  });
});

describe('a function of 2,000 lines', () => {
  const long = (line: (n: number) => string) =>
    `def f(x, y):\n${Array.from({ length: 2000 }, (_, n) => `    ${line(n)}`).join('\n')}\n    return x`;

  it('has a graph', () => {
    const { graph } = graphOf(long((n) => `x = g(x, ${n})`));
    expect(graph.labels.length).toBeGreaterThan(2000);
  });

  it.each([
    ['raises after effects', (n: number) => `if g(x, ${n}): y.add(${n}); raise E(x)`],
    ['helpers of helpers', (n: number) => (n === 0 ? helpers : `x = c(x) + ${n}`)],
  ])('is given up: %s', (_, line) => {
    expect(() => graphOf(long(line))).toThrow(TooLarge);
  });

  const helpers = [
    'def a(v): return v * v + 1',
    '    def b(v): return a(a(v)) - 1',
    '    def c(v): return b(b(v)) + 2',
  ].join('\n');
});
