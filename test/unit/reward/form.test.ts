import { describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../src/parse/types.ts';
import { score } from './support.ts';

const area = 'def area(self, unit):\n    return self.width * self.height * unit.scale()';
const label = 'def label(self):\n    return f"{self.name}: {self.area()}"';
const helper = 'def scale_of(unit):\n    return unit.scale()';
const both = `${area}\n\n${label}`;
const arrow = 'const f = (n) => { return g(n); };';
const generator = 'async function* f(n) { yield await n; }';
const accessor = 'get size(): number { return this.n; }';
const difference = 'func f(a, b int) int { return a - b }';

/** `code` as the body of a class. */
function inClass(code: string): string {
  return `class Box:\n${code.replace(/^(?=.)/gm, '    ')}`;
}

describe('the form of a candidate', () => {
  it.each<[string, LanguageId, string, string]>([
    ['a method with its class', 'python', area, inClass(area)],
    ['imports and calls around it', 'python', area, `import math\n\n${area}\n\nprint(1)`],
    ['a decorator', 'python', `@cached\n${area}`, `@cached\n${area}`],
    ['two functions in another order', 'python', both, `${label}\n\n${area}`],
    ['a class as its methods', 'python', inClass(both), inClass(both)],
    ['a pair of an object', 'javascript', 'twice: (n) => n * 2', 'twice: (n) => n * 2'],
    ['an accessor', 'typescript', accessor, accessor],
    ['an async generator', 'javascript', generator, generator],
    ['CRLF', 'python', area, area.replaceAll('\n', '\r\n')],
  ])('right, and all the same: %s', (_, language, original, candidate) => {
    expect(score(language, original, candidate)).toMatchObject({ reward: 1, similarity: 1 });
  });

  it.each<[string, LanguageId, string, string, number]>([
    ['a helper besides', 'python', area, `${helper}\n\n${area}`, 1],
    ['an arrow function', 'javascript', 'function f(n) { return g(n); }', arrow, 1],
    ['one other parameter', 'python', area, area.replaceAll('unit', 'u'), 0.75],
    ['other parameters', 'go', difference, 'func f(x, y int) int { return x - y }', 0.5],
  ])('right: %s', (_, language, original, candidate, signature) => {
    const result = score(language, original, candidate);
    expect(result.parts).toMatchObject({ parses: 1, signature });
    expect(result.similarity).toBeGreaterThan(0.5);
    expect(result.reward).toBeGreaterThan(0.5);
  });

  it.each<[string, string, string, number]>([
    ['another name', area, area.replace('area', 'size'), 0],
    ['another arity', area, area.replace(', unit', ''), 0],
    ['one function of two', both, area, 0.5],
    ['no function', area, 'print("area")', 0],
    ['nothing', area, '', 0],
  ])('wrong: %s', (_, original, candidate, signature) => {
    const { reward, parts } = score('python', original, candidate);
    expect(reward).toBe(-0.2);
    expect(parts).toMatchObject({ parses: 1, signature });
  });

  it('a helper costs half of what its size would', () => {
    const alone = score('python', area, area).similarity;
    const helped = score('python', area, `${area}\n\n${helper}`).similarity;
    const missing = score('python', `${area}\n\n${helper}`, area).similarity;
    expect(alone).toBeGreaterThan(helped);
    expect(helped).toBeGreaterThan(missing);
  });
});
