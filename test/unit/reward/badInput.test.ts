import { describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../src/parse/types.ts';
import type { Fallback } from '../../../src/reward/fallback.ts';
import { createReward } from '../../../src/reward/reward.ts';
import { testParser } from '../../support/grammars.ts';
import { score } from './support.ts';

const python = 'def f(a, b):\n    c = a + b\n    return c * 2\n';

describe('a candidate that is not what was asked for', () => {
  it.each([
    ['empty', ''],
    ['white space', ' \n\t\n'],
    ['prose', 'This function adds two numbers and doubles the sum.'],
    ['another language', 'function f(a, b) { return (a + b) * 2 }'],
    ['cut off', 'def f(a, b:\n    c ='],
    ['in a fence', `\`\`\`python\n${python}\`\`\``],
    ['with a NUL', python.replace('\n    return', '\0\n    return')],
    ['binary', String.fromCharCode(...Array.from({ length: 600 }, (_, code) => code))],
    ['half a surrogate pair', 'def f(a, b): \ud800'],
  ])('%s is the wrong form', (_, candidate) => {
    expect(score('python', python, candidate).reward).toBe(-0.2);
  });
});

describe('an original that cannot be judged', () => {
  it.each([
    ['empty', ''],
    ['no function', 'x = 1'],
    ['a syntax error', 'def f(a, b:\n    pass'],
  ])('%s has no reward', (_, original) => {
    expect(score('python', original, python)).toEqual({ reward: null, similarity: 0, parts: {} });
  });
});

describe('odd characters are compared like others', () => {
  it.each(['"\\0"', '"😀"', '"\ud800"', '"\u200b"', 'ñ'])('%s', (text) => {
    const code = python.replace('2', text);
    expect(score('python', code, code).reward).toBe(1);
  });
});

/** A function of 2,000 lines, alike but not the same for different seeds. */
function longFunction(seed: number): string {
  const lines = Array.from({ length: 2000 }, (_, n) =>
    n % 5 === 0
      ? `    if a > ${n % seed}:\n        a = g${n % seed}(b, ${n})`
      : `    b = a * ${n} - h(b, [a, ${n % seed}])`,
  );
  return `def f(a, b):\n${lines.join('\n')}\n    return b`;
}

/** Twice what it takes on a slow machine; other programs on it don't count. */
const mostMilliseconds = 3_000;

function cpuMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

describe('size is bounded', () => {
  it('a function of 2,000 lines takes seconds at most', () => {
    const started = cpuMilliseconds();
    const result = score('python', longFunction(7), longFunction(11), longFunction(11));
    expect(cpuMilliseconds() - started).toBeLessThan(mostMilliseconds);
    expect(result.parts.leak).toBe(1);
    expect(result.similarity).toBeGreaterThan(0.1);
    expect(result.similarity).toBeLessThan(1);
  });

  it('one beyond the value graph’s budget is compared by its syntax, and says so', () => {
    const exits = (count: number) =>
      Array.from(
        { length: count },
        (_, n) => `    if a > ${n} and b(${n}):\n        return ${n}\n`,
      );
    const code = (count: number) => `def f(a, b):\n${exits(count).join('')}    return b`;
    const started = cpuMilliseconds();
    const { reward, parts } = score('python', code(2_500), code(2_499));
    expect(cpuMilliseconds() - started).toBeLessThan(mostMilliseconds);
    expect(parts).toMatchObject({ parses: 1, fallback: 1, approximate: 1 });
    expect(reward).toBeGreaterThan(0.9);
  });

  it.each([
    ['millions of lines', 'x = 1\n'.repeat(1_000_000)],
    ['20,000 open brackets', `def f(a):\n    return ${'('.repeat(20_000)}`],
  ])('%s are compared by their words, and not judged', (_, candidate) => {
    const started = cpuMilliseconds();
    const { reward, parts } = score('python', 'def f(a):\n    return a\n', candidate);
    expect(cpuMilliseconds() - started).toBeLessThan(mostMilliseconds);
    expect(reward).toBeNull();
    expect(parts).toMatchObject({ fallback: 1 });
  });

  it('a file of 500 functions that call each other takes seconds at most', () => {
    const functions = Array.from(
      { length: 500 },
      (_, n) => `def f${n}(a, b):\n    c = f${(7 * n) % 500}(a, b)\n    return c + ${n}\n`,
    );
    const started = cpuMilliseconds();
    const { similarity } = score('python', functions.join('\n'), functions.reverse().join('\n'));
    expect(cpuMilliseconds() - started).toBeLessThan(mostMilliseconds);
    expect(similarity).toBe(1);
  });

  it.each<[string, LanguageId, (depth: number) => string]>([
    ['parentheses', 'python', (n) => `def f(a):\n    return ${'('.repeat(n)}a${')'.repeat(n)}`],
    ['lists', 'ruby', (n) => `def f(a)\n  ${'['.repeat(n)}a${']'.repeat(n)}\nend`],
    ['calls', 'javascript', (n) => `function f(a) { return ${'g('.repeat(n)}a${')'.repeat(n)} }`],
    ['a chain', 'typescript', (n) => `function f(a) { return a${'.b()'.repeat(n)} }`],
    ['markup', 'typescriptreact', (n) => `const F = () => ${'<b>'.repeat(n)}${'</b>'.repeat(n)}`],
    ['blocks', 'go', (n) => `func f(a int) { ${'{'.repeat(n)}${'}'.repeat(n)} }`],
    ['functions', 'javascript', (n) => `${'function f(a) {'.repeat(n)}${'}'.repeat(n)}`],
  ])('many levels of %s do not overflow', (_, language, nested) => {
    for (const [depth, fallback] of [
      [100, undefined],
      [5_000, 1],
      [10_000, 1],
    ] as const) {
      const deep = nested(depth);
      const result = score(language, deep, deep);
      expect(result).toMatchObject({ reward: 1, similarity: 1 });
      expect([depth, result.parts.fallback]).toEqual([depth, fallback]);
    }
  });

  it('10,000 brackets that never close are the wrong form', () => {
    expect(score('python', python, `def f(a, b):\n    return ${'('.repeat(10_000)}`).reward).toBe(
      -0.2,
    );
  });
});

describe('when comparing fails', () => {
  it('words alone are compared, nothing is judged, and the cause is told', async () => {
    const failing = testParser();
    await failing.load('python');
    const cause = new RangeError('Out of memory');
    failing.parse = () => {
      throw cause;
    };
    const told: Fallback[] = [];
    const judge = createReward(failing, (fallback) => told.push(fallback));
    const result = judge({ language: 'python', code: python }, python);
    expect(result).toEqual({ reward: null, similarity: 1, parts: { tokens: 1, fallback: 1 } });
    expect(told).toEqual([{ language: 'python', cause }]);
  });

  it('a grammar that was not loaded is an error of the caller', () => {
    const judge = createReward(testParser());
    expect(() => judge({ language: 'go', code: '' }, '')).toThrow(/was not loaded/);
  });
});
