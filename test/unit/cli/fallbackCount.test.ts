import { describe, expect, it } from 'vitest';
import { FallbackCount } from '../../../src/cli/fallbackCount.ts';

describe('what a run says of functions it compared by syntax alone', () => {
  it.each([
    [[], null],
    [['Too large.'], '1 function was compared by its syntax alone: Too large.'],
    [
      ['Too large.', 'Too deep.', 'Too large.'],
      '3 functions were compared by their syntax alone: Too large. Too deep.',
    ],
  ])('%j', (causes, expected) => {
    const count = new FallbackCount();
    for (const cause of causes) count.add(cause);
    expect(count.sentence()).toBe(expected);
  });
});
