import { describe, expect, it } from 'vitest';
import { canonicalRules } from '../../../../src/reward/graph/rules/index.ts';
import { similarity } from './support.ts';

interface Row {
  /** Two bodies of `f(a, b, c, d, k, n, s, v, x, y)` that do the same. */
  readonly same: readonly [string, string];
  /** One that looks like the first and does something else. */
  readonly other: string;
}

const rows: Readonly<Record<string, Row>> = {
  'returned search': {
    same: [
      'return any(v > 0 for v in s)',
      'for v in s:\n    if v > 0:\n        return True\nreturn False',
    ],
    other: 'return all(v > 0 for v in s)',
  },
  'item with a default': {
    same: ['d.setdefault(k, []).append(v)', 'if k not in d:\n    d[k] = []\nd[k].append(v)'],
    other: 'd[k] = []\nd[k].append(v)',
  },
  'loop that ends at a test': {
    same: [
      'while True:\n    if x > n:\n        break\n    x = g(x)\nreturn x',
      'while not x > n:\n    x = g(x)\nreturn x',
    ],
    other: 'while True:\n    x = g(x)\n    if x > n:\n        break\nreturn x',
  },
  'break to a return': {
    same: [
      'for v in s:\n    if g(v):\n        break\nreturn n',
      'for v in s:\n    if g(v):\n        return n\nreturn n',
    ],
    other: 'for v in s:\n    if g(v):\n        return v\nreturn n',
  },
  'counting loop': {
    same: ['for i in range(a, b):\n    g(i)', 'i = a\nwhile i < b:\n    g(i)\n    i += 1'],
    other: 'i = a\nwhile i <= b:\n    g(i)\n    i += 1',
  },
  enumeration: {
    same: ['for i, v in enumerate(s):\n    g(i, v)', 'i = 0\nfor v in s:\n    g(i, v)\n    i += 1'],
    other: 'i = 1\nfor v in s:\n    g(i, v)\n    i += 1',
  },
  'loop over keys': {
    same: ['for k in d.keys():\n    g(k)', 'for k in d:\n    g(k)'],
    other: 'for k in d.values():\n    g(k)',
  },
  'loop over items': {
    same: ['for k, v in d.items():\n    g(k, v)', 'for k in d:\n    v = d[k]\n    g(k, v)'],
    other: 'for k, v in d:\n    g(k, v)',
  },
  'empty collection': {
    same: ['return [list(), dict()]', 'return [[], {}]'],
    other: 'return [list(x), dict()]',
  },
  'dictionary by keywords': {
    same: ['return dict(a=x, b=y)', "return {'b': y, 'a': x}"],
    other: 'return {a: x, b: y}',
  },
  'sum of a comprehension': {
    same: ['return sum(v * v for v in s)', 't = 0\nfor v in s:\n    t += v * v\nreturn t'],
    other: 't = 1\nfor v in s:\n    t += v * v\nreturn t',
  },
  'any and all of a comprehension': {
    same: [
      'x = any(v > 0 for v in s)\ng(x, x)',
      'x = False\nfor v in s:\n    if v > 0:\n        x = True\n        break\ng(x, x)',
    ],
    other: 'x = all(v > 0 for v in s)\ng(x, x)',
  },
  'collection of a comprehension': {
    same: ['return list(g(v) for v in s)', 'return [g(v) for v in s]'],
    other: 'return set(g(v) for v in s)',
  },
  'membership in a short list': {
    same: ['if x in (a, b):\n    g(x)', 'if x == a or b == x:\n    g(x)'],
    other: 'if x not in (a, b):\n    g(x)',
  },
  'one of several types': {
    same: ['return isinstance(x, (A, B))', 'return isinstance(x, A) or isinstance(x, B)'],
    other: 'return isinstance(x, A) and isinstance(x, B)',
  },
  'format method': {
    same: ["return '{} of {n}'.format(a, n=b)", "return f'{a} of {b}'"],
    other: "return '{} of {}'.format(b, a)",
  },
  'percent format': {
    same: ["return '%s of %d' % (a, b)", "return f'{a} of {b}'"],
    other: "return '%s of %r' % (a, b)",
  },
  'double negation': {
    same: ['if not not x:\n    g(x)', 'if x:\n    g(x)'],
    other: 'if not x:\n    g(x)',
  },
  'negated constant': {
    same: ['x = not True\nreturn g(x)', 'return g(False)'],
    other: 'return g(True)',
  },
  conjunction: {
    same: ['if a:\n    if b or not a:\n        g(x)', 'if a and b:\n    g(x)'],
    other: 'if a:\n    g(x)',
  },
  'truth of a negation': {
    same: ['if x % 2 != 1:\n    g(x)', 'if not x % 2:\n    g(x)'],
    other: 'if x % 2:\n    g(x)',
  },
  'truth of a constant': {
    same: ['while 1:\n    g(x)', 'while True:\n    g(x)'],
    other: 'while 0:\n    g(x)',
  },
  'truth of a boolean': {
    same: ['if bool(x):\n    g(x)', 'if x:\n    g(x)'],
    other: 'if int(x):\n    g(x)',
  },
  'boolean of a boolean': {
    same: ['return g(bool(a < b))', 'return g(a < b)'],
    other: 'return g(bool(a))',
  },
  'truth of a length': {
    same: ['if len(x):\n    g(x)', 'if x:\n    g(x)'],
    other: 'if abs(x):\n    g(x)',
  },
  odd: {
    same: ['if x % 2 == 1:\n    g(x)', 'if x % 2:\n    g(x)'],
    other: 'if x % 3 == 1:\n    g(x)',
  },
  'equal to zero': {
    same: ['if len(x) == 0:\n    g(x)', 'if not x:\n    g(x)'],
    other: 'if len(x) == 1:\n    g(x)',
  },
  'not empty': {
    same: ['if len(x) > 0:\n    g(x)', 'if x:\n    g(x)'],
    other: 'if len(x) > 1:\n    g(x)',
  },
  'truth of a choice': {
    same: ['if (True if a else b):\n    g(x)', 'if a or b:\n    g(x)'],
    other: 'if (False if a else b):\n    g(x)',
  },
  'truth of a value': {
    same: ['x = a or b\nif x:\n    g(n)', 'if not (not a and not b):\n    g(n)'],
    other: 'x = a and b\nif x:\n    g(n)',
  },
  'identity with None': {
    same: ['return g(x is None)', 'return g(x == None)'],
    other: 'return g(x is not None)',
  },
  'length of zero': {
    same: ['x = len(s)\nreturn g(x == 0)', 'x = len(s)\nreturn g(x <= 0)'],
    other: 'x = len(s)\nreturn g(x == 1)',
  },
  'upper bound of an integer': {
    same: ['if len(x) < 3:\n    g(x)', 'if len(x) <= 2:\n    g(x)'],
    other: 'if len(x) < 2:\n    g(x)',
  },
  'integer below a successor': {
    same: ['if len(x) < len(y) + 1:\n    g(x)', 'if len(x) <= len(y):\n    g(x)'],
    other: 'if len(x) < len(y):\n    g(x)',
  },
  'constant condition': {
    same: ['return g(a if True else b)', 'return g(a)'],
    other: 'return g(b)',
  },
  'negated condition': {
    same: ['return g(a if not c else b)', 'return g(b if c else a)'],
    other: 'return g(a if c else b)',
  },
  'choice of true and false': {
    same: ['return g(True if a < b else False)', 'return g(a < b)'],
    other: 'return g(False if a < b else True)',
  },
  'minimum and maximum': {
    same: ['return g(a if a < b else b)', 'return g(min(a, b))'],
    other: 'return g(b if a < b else a)',
  },
  'minimum and maximum of two': {
    same: ['return max(a, b)', 'return max(b, a)'],
    other: 'return max(a, b, c)',
  },
  'nested choice of the same values': {
    same: ['return g((x if d else y) if c else y)', 'return g(x if c and d else y)'],
    other: 'return g((x if d else y) if c else x)',
  },
  'choice by the value itself': {
    same: ['return g(a if a else b)', 'return g(a or b)'],
    other: 'return g(b if a else a)',
  },
  'condition that is known': {
    same: ['return g((x if c else y) if c else v)', 'return g(x if c else v)'],
    other: 'return g(y if c else v)',
  },
  'subtraction of a constant': {
    same: ['return g(x - 1)', 'return g(x + -1)'],
    other: 'return g(1 - x)',
  },
  'sum of constants': {
    same: ['return g((x + 1) + 2)', 'return g(3 + x)'],
    other: 'return g((x + 1) - 2)',
  },
  'nothing added': {
    same: ['return g(len(x) + 1 - 1)', 'return g(len(x))'],
    other: 'return g(len(x) + 1)',
  },
  'sum of equals': {
    same: ['return g(x + x)', 'return g(2 * x)'],
    other: 'return g(x * x)',
  },
  'sum with a negative': {
    same: ['return g(a + -b)', 'return g(a - b)'],
    other: 'return g(b - a)',
  },
  'negated difference': {
    same: ['return g(-(a - b))', 'return g(b - a)'],
    other: 'return g(-(b - a))',
  },
  square: {
    same: ['return g(x ** 2)', 'return g(x * x)'],
    other: 'return g(x ** 3)',
  },
  'lowest bit': {
    same: ['return g(x & 1)', 'return g(x % 2)'],
    other: 'return g(x & 2)',
  },
  'shift to the right': {
    same: ['return g(x >> 3)', 'return g(x // 8)'],
    other: 'return g(x >> 2)',
  },
  'shift to the left': {
    same: ['return g(x << 3)', 'return g(x * 8)'],
    other: 'return g(x << 4)',
  },
  'index from the end': {
    same: ['return x[len(x) - 1]', 'return x[-1]'],
    other: 'return x[len(y) - 1]',
  },
  'slice from the start': {
    same: ['return x[0:n]', 'return x[:n]'],
    other: 'return x[1:n]',
  },
  'quotient and remainder': {
    same: ['x, y = divmod(a, b)\nreturn g(x, y)', 'return g(a // b, a % b)'],
    other: 'y, x = divmod(a, b)\nreturn g(x, y)',
  },
  'item that was just stored': {
    same: ['d[k] = v\nreturn d[k]', 'd[k] = v\nreturn v'],
    other: 'd[k] = v\nreturn d[v]',
  },
  extending: {
    same: ['x = []\nx.extend(y)\nreturn x', 'x = []\nx = x + y\nreturn x'],
    other: 'x = []\nx.append(y)\nreturn x',
  },
  'sorting in place': {
    same: ['x = list(y)\nx.sort()\nreturn x', 'return sorted(y)'],
    other: 'x = list(y)\nx.reverse()\nreturn x',
  },
  'default of None': {
    same: ['return d.get(k, None)', 'return d.get(k)'],
    other: 'return d.get(k, 0)',
  },
  'appending by concatenation': {
    same: ['x = []\nx = x + [v]\nreturn x', 'x = []\nx.append(v)\nreturn x'],
    other: 'x = []\nx = [v] + x\nreturn x',
  },
  interpolation: {
    same: ["return f'{str(a)}b'", "return f'{a}b'"],
    other: "return f'{repr(a)}b'",
  },
  'concatenation of strings': {
    same: ["return 'a' + str(b) + 'c'", "return f'a{b}c'"],
    other: "return 'ac' + str(b)",
  },
  'sum of numbers': {
    same: ['return (b + a) / 2', 'return (a + b) / 2'],
    other: 'return (b + a) + 2',
  },
  'induction variable': {
    same: [
      'i = 0\nwhile g(i):\n    i += 1\nreturn i',
      'i = 0\nwhile g(i):\n    i = 1 + i\nreturn i',
    ],
    other: 'i = 0\nwhile g(i):\n    i += 2\nreturn i',
  },
  'loop over places': {
    same: ['for i in range(len(s)):\n    g(s[i])', 'for v in s:\n    g(v)'],
    other: 'for i in range(len(x)):\n    g(s[i])',
  },
};

const inFunction = (body: string) =>
  `def f(a, b, c, d, k, n, s, v, x, y):\n${body.replace(/^/gm, '    ')}`;

describe('a canonical rule', () => {
  it('has its row', () => {
    expect(Object.keys(rows).sort()).toEqual(canonicalRules.map(({ name }) => name).sort());
  });

  it.each(Object.entries(rows))('%s', (_, { same: [before, after], other }) => {
    expect(similarity(inFunction(before), inFunction(after))).toBe(1);
    expect(similarity(inFunction(before), inFunction(other))).toBeLessThan(1);
  });
});
