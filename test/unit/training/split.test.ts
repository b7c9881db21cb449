import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatsEarlier, type Side, splitFunctions } from '../../../src/training/split.ts';

const names = ['price', 'basket', 'total', 'user', 'index', 'path', 'line', 'token'];
const name = fc.constantFrom(...names);
const statement = fc
  .tuple(name, name, fc.constantFrom('+', '-', '*', 'and', 'in'), fc.nat(99))
  .map(([a, b, operator, number]) => `    ${a} = ${b} ${operator} ${number}`);
/** Small functions of few words, so that some are near duplicates by chance. */
const code = fc
  .tuple(name, fc.array(statement, { minLength: 1, maxLength: 6 }))
  .map(([called, body]) => `def ${called}(x):\n${body.join('\n')}\n    return x\n`);
const codes = fc.array(code, { maxLength: 30 });

/** A function of many lines in which one number changes. */
const long = (number: number) =>
  `def total(basket):\n${names.map((one) => `    ${one} = basket.get("${one}")\n`).join('')}    return price + ${number}\n`;

describe('the split into functions that train and that judge', () => {
  it('never changes a side when functions are added', () => {
    fc.assert(
      fc.property(codes, codes, (earlier, later) => {
        const before = splitFunctions(earlier);
        expect(splitFunctions([...earlier, ...later]).slice(0, earlier.length)).toEqual(before);
      }),
    );
  });

  it('keeps equal code on one side, wherever it stands', () => {
    fc.assert(
      fc.property(codes, code, codes, (before, twice, between) => {
        const sides = splitFunctions([...before, twice, ...between, twice]);
        expect(sides.at(-1)).toBe(sides[before.length]);
      }),
    );
  });

  it('keeps near duplicates on one side', () => {
    const sides = Array.from({ length: 40 }, (_, index) => splitFunctions([long(index), long(-1)]));
    expect(sides.every(([first, second]) => first === second)).toBe(true);
    expect(new Set(sides.flat()).size).toBe(2); // else equality would say nothing
  });

  it('holds about a fifth out', () => {
    const many = Array.from({ length: 2000 }, (_, index) => `def f${index}(): return ${index * 7}`);
    const share = countOf('held-out', splitFunctions(many)) / many.length;
    expect(share).toBeGreaterThan(0.17);
    expect(share).toBeLessThan(0.23);
  });

  it.each([
    { share: 0, side: 'train' },
    { share: 1, side: 'held-out' },
  ] as const)('with a share of $share has only $side', ({ share, side }) => {
    const many = Array.from({ length: 50 }, (_, index) => long(index));
    expect(countOf(side, splitFunctions(many, share))).toBe(50);
  });

  it.each([
    ['layout', long(1).replaceAll('\n', '\n\n'), true],
    ['one number of many lines', long(2), true],
    ['another function', 'def add(first, second):\n    return first + second\n', false],
    ['too short to tell', 'x', false],
  ])('calls a near duplicate what differs in %s: %#', (_, other, repeats) => {
    expect(repeatsEarlier([long(1), other])).toEqual([false, repeats]);
  });

  it('finds each near duplicate that a comparison with all earlier ones finds', () => {
    fc.assert(
      fc.property(codes, (some) => {
        const oneByOne = some.map((later, index) =>
          some.slice(0, index).some((earlier) => repeatsEarlier([earlier, later])[1]),
        );
        expect(repeatsEarlier(some)).toEqual(oneByOne);
      }),
    );
  });
});

function countOf(side: Side, sides: readonly Side[]): number {
  return sides.filter((one) => one === side).length;
}
