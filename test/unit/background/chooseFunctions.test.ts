import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseFunctions, type Visited } from '../../../src/background/chooseFunctions.ts';

interface Named extends Visited {
  readonly name: string;
}

const one = (
  name: string,
  language: Visited['language'],
  visitedAt: number | null,
  variance: number | null = null,
): Named => ({ name, language, visitedAt, variance });

describe('whose turn it is', () => {
  it.each<[string, Named[], number, string[]]>([
    ['none', [], 3, []],
    [
      'the one that waited longest',
      [one('c', 'go', 3), one('a', 'go', 1), one('b', 'go', 2)],
      2,
      ['a', 'b'],
    ],
    ['one never seen first', [one('old', 'go', 1), one('new', 'go', null)], 1, ['new']],
    [
      'languages in turn, however many functions each has',
      [
        ...[1, 2, 3, 4].map((time) => one(`py${time}`, 'python', time)),
        ...[one('rb', 'ruby', 9), one('go', 'go', 9)],
      ],
      4,
      ['py1', 'rb', 'go', 'py2'],
    ],
    [
      'those whose rewards differ before those whose rewards do not',
      [one('flat', 'go', 1, 0), one('varied', 'go', 9, 0.2)],
      2,
      ['varied', 'flat'],
    ],
    [
      'in the end all of them',
      [one('flat', 'go', 1, 0), one('new', 'go', null), one('varied', 'go', 2, 0.3)],
      9,
      ['new', 'varied', 'flat'],
    ],
  ])('%s', (_, functions, count, names) => {
    expect(chooseFunctions(functions, count).map(({ name }) => name)).toEqual(names);
  });

  it('nobody twice, and as many as there are', () => {
    const visited = fc.record({
      language: fc.constantFrom<Visited['language']>('python', 'go', 'ruby'),
      visitedAt: fc.option(fc.nat()),
      variance: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.array(visited), fc.nat(20), (functions, count) => {
        const chosen = chooseFunctions(functions, count);
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(chosen).toHaveLength(Math.min(count, functions.length));
      }),
    );
  });
});
