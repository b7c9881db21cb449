import { describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../../src/parse/types.ts';
import { syntaxSimilarity } from '../../../../src/reward/similarity.ts';
import { readSnippet } from '../../../../src/reward/snippet.ts';
import { parser } from '../support.ts';

/** How alike two codes are as they are written: the earlier reward, now what it falls back to. */
function compare(language: LanguageId, original: string, candidate: string) {
  return syntaxSimilarity(
    readSnippet(parser, language, original),
    readSnippet(parser, language, candidate),
  );
}

type Part = 'tokens' | 'identifiers' | 'tree';

/** A change and what each part says to it: the same (1), less, or nothing in common (0). */
const changes: readonly [
  string,
  LanguageId,
  string,
  string,
  Record<Part, 'same' | 'less' | 'none'>,
][] = [
  [
    'another operator',
    'python',
    'def f(a):\n    return g(a) + 1',
    'def f(a):\n    return g(a) - 1',
    { tokens: 'less', identifiers: 'same', tree: 'less' },
  ],
  [
    'another constant',
    'go',
    'func f(a int) int { return g(a) + 1 }',
    'func f(a int) int { return g(a) + 2 }',
    { tokens: 'less', identifiers: 'same', tree: 'same' },
  ],
  [
    'another function called',
    'javascript',
    'function f(a) { return a.map(g); }',
    'function f(a) { return a.flatMap(h); }',
    { tokens: 'less', identifiers: 'none', tree: 'same' },
  ],
  [
    'one of two names',
    'ruby',
    'def f(a)\n  a.first.size\nend',
    'def f(a)\n  a.last.size\nend',
    { tokens: 'less', identifiers: 'less', tree: 'same' },
  ],
  [
    'parameters mixed up',
    'python',
    'def f(a, b):\n    return g(a, b)',
    'def f(a, b):\n    return g(b, a)',
    { tokens: 'less', identifiers: 'same', tree: 'same' },
  ],
  [
    'locals mixed up',
    'javascript',
    'function f(a) { const x = g(a), y = h(a); return x - y; }',
    'function f(a) { const x = g(a), y = h(a); return y - x; }',
    { tokens: 'less', identifiers: 'same', tree: 'same' },
  ],
  [
    'a member that has the name of a local',
    'python',
    'def f(a):\n    size = g(a)\n    return a.size',
    'def f(a):\n    size = g(a)\n    return a.length',
    { tokens: 'less', identifiers: 'less', tree: 'same' },
  ],
  [
    'another declaration',
    'typescript',
    'function f(a: number) { let x = g(a); return x; }',
    'function f(a: number) { var x = g(a); return x; }',
    { tokens: 'less', identifiers: 'same', tree: 'less' },
  ],
  [
    'nothing of it',
    'python',
    'def f(a):\n    return g(a)',
    'def f(a):\n    pass',
    { tokens: 'none', identifiers: 'none', tree: 'less' },
  ],
];

describe('each part sees its own', () => {
  it.each(changes)('%s (%s)', (_, language, original, candidate, expected) => {
    const { parts } = compare(language, original, candidate);
    const seen = Object.keys(expected).map((part) => {
      const value = parts[part] ?? Number.NaN;
      return [part, value === 1 ? 'same' : value === 0 ? 'none' : 'less'];
    });
    expect(Object.fromEntries(seen)).toEqual(expected);
  });

  it('the similarity is their mean: tokens and tree 40 % each, identifiers 20 %', () => {
    const [, language, original, candidate] = changes[6] ?? changes[0] ?? expect.fail();
    const { similarity, parts } = compare(language, original, candidate);
    const { tokens = 0, identifiers = 0, tree = 0 } = parts;
    expect(similarity).toBeCloseTo(0.4 * tokens + 0.2 * identifiers + 0.4 * tree, 10);
  });

  it('what the signature gives away earns nothing', () => {
    const long = (body: string) => `def f(first, second=[1, 2, 3], *rest, key=None):\n    ${body}`;
    const { parts } = compare('python', long('return first(key)'), long('raise second'));
    expect(parts.tokens).toBe(0);
    expect(parts.identifiers).toBe(0);
  });

  it('bodies that name nothing from outside leave identifiers no say', () => {
    const { parts } = compare(
      'python',
      'def f(a, b):\n    return a + b',
      'def f(a, b):\n    return a * b',
    );
    expect(parts.identifiers).toBe(parts.tokens);
  });
});
