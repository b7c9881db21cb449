import { describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../src/parse/types.ts';
import { readSnippet, type SnippetFunction } from '../../../src/reward/snippet.ts';
import { parser, score } from './support.ts';

const total = 'def total(prices):\n    return sum(tax(p) for p in prices)\n';
const average = 'def average(prices):\n    return sum(prices) / len(prices) if prices else 0\n';
const tax = 'def tax(price):\n    return round(price * 1.19, 2)\n';
const unrelated = 'def log(text):\n    print(text.strip(), file=stream)\n';

const functionsOf = (code: string): readonly SnippetFunction[] =>
  readSnippet(parser, 'python', code).functions;
const sizeOf = (code: string) => functionsOf(code)[0]?.graph().features.size ?? Number.NaN;
const similarity = (original: string, candidate: string) =>
  score('python', original, candidate).similarity;

describe('the similarity is what two functions compute, however they are written', () => {
  it.each<[string, LanguageId, string, string]>([
    [
      'another loop',
      'python',
      'def f(xs):\n    out = []\n    for x in xs:\n        if x > 0:\n            out.append(x * 2)\n    return out',
      'def f(xs):\n    return [2 * x for x in xs if not x <= 0]',
    ],
    [
      'an early exit',
      'python',
      'def f(a, b):\n    if not a:\n        return b\n    c = g(a)\n    return c',
      'def f(a, b):\n    return g(a) if a else b',
    ],
    [
      'a temporary',
      'javascript',
      'function f(a) { const b = g(a); return h(b, 1); }',
      'function f(a) { return h(g(a), 1); }',
    ],
    [
      'another condition',
      'go',
      'func f(a, b int) int {\n\tif a < b {\n\t\treturn 1\n\t}\n\treturn 2\n}',
      'func f(a, b int) int {\n\tif a >= b {\n\t\treturn 2\n\t} else {\n\t\treturn 1\n\t}\n}',
    ],
    [
      'a modifier',
      'ruby',
      'def f(a)\n  return 0 if a.nil?\n  a + 1\nend',
      'def f(a)\n  if a.nil?\n    0\n  else\n    a + 1\n  end\nend',
    ],
  ])('%s (%s)', (_, language, original, candidate) => {
    expect(score(language, original, candidate)).toMatchObject({
      reward: 1,
      similarity: 1,
      parts: { parses: 1, signature: 1, nodes: 1, values: 1, roots: 1 },
    });
  });

  it.each([
    ['another operator', 'return a * b + 1', 'return a - b + 1'],
    ['another constant', 'return g(a, 1)', 'return g(a, 2)'],
    ['parameters mixed up', 'return g(a, b)', 'return g(b, a)'],
    ['a branch the wrong way round', 'return a if b else 1', 'return 1 if b else a'],
    ['one effect less', 'print(a)\n    print(b)', 'print(b)'],
  ])('less for %s', (_, original, candidate) => {
    const code = (body: string) => `def f(a, b):\n    ${body}`;
    expect(similarity(code(original), code(candidate))).toBeLessThan(0.9);
  });

  it('0.4 nodes, 0.3 values, 0.3 roots', () => {
    const { similarity: mean, parts } = score('python', average, average.replace('0', '1'));
    const { nodes = 0, values = 0, roots = 0 } = parts;
    expect(nodes).toBeLessThan(1);
    expect(values).toBeLessThan(nodes);
    expect(mean).toBeCloseTo(0.4 * nodes + 0.3 * values + 0.3 * roots, 12);
  });
});

describe('several functions', () => {
  it('each counts by the nodes of its graph', () => {
    const [one, other] = [sizeOf(average), sizeOf(tax)];
    expect(similarity(`${average}\n${tax}`, `${tax}\n${average}`)).toBe(1);
    expect(similarity(`${average}\n${tax}`, average)).toBeCloseTo(one / (one + other), 12);
    expect(similarity(`${average}\n${tax}`, tax)).toBeCloseTo(other / (one + other), 12);
  });

  it('one that nobody asked for costs half of its nodes', () => {
    const [one, extra] = [sizeOf(average), sizeOf(unrelated)];
    expect(similarity(average, `${unrelated}\n${average}`)).toBeCloseTo(
      one / (one + extra / 2),
      12,
    );
  });

  it('a helper whose every call can be replaced by its body costs nothing', () => {
    const inOne = 'def f(a, b):\n    return round((a + b) * 1.19, 2)\n';
    const helped =
      'def f(a, b):\n    return scaled(a + b)\n\ndef scaled(x):\n    return round(x * 1.19, 2)\n';
    expect(similarity(inOne, helped)).toBe(1);
  });

  it('those without a namesake are paired with what is most alike', () => {
    const renamed = `${unrelated.replace('log', 'a')}\n${tax.replace('tax', 'b')}`;
    expect(score('python', `${tax}\n${unrelated}`, renamed)).toMatchObject({
      reward: -0.2,
      similarity: 1,
      parts: { signature: 0 },
    });
  });

  it('a namesake counts, however unlike', () => {
    const swapped = `${tax.replace('tax', 'total')}\n${total.replace('total', 'tax')}`;
    expect(similarity(`${total}\n${tax}`, swapped)).toBeLessThan(0.5);
  });

  it('nested ones are a part of the one around them', () => {
    const nested = 'def outer(a):\n    def inner(b):\n        return b + 1\n    return inner\n';
    expect(functionsOf(nested).map(({ name }) => name)).toEqual(['outer']);
  });

  it('declarations without a body compute the same, nothing', () => {
    const declared = 'declare function f(a: number): string;';
    expect(score('typescript', declared, declared)).toMatchObject({ reward: 1, similarity: 1 });
    const defined = 'function f(a: number): string { return g(a) + h(a); }';
    expect(score('typescript', declared, defined).similarity).toBeLessThan(0.5);
  });
});
