import { describe, expect, it } from 'vitest';
import { inParallel } from '../../../src/common/inParallel.ts';

const never = new AbortController().signal;

describe('inParallel', () => {
  it('gives results in order and aborts the others at the first failure', async () => {
    const signals: AbortSignal[] = [];
    const work = async (item: number, _: number, signal: AbortSignal) => {
      signals.push(signal);
      if (item === 3) throw new Error('three');
      return 2 * item;
    };
    expect(await inParallel([4, 1, 2], 2, never, work)).toEqual([8, 2, 4]);
    await expect(inParallel([1, 2, 3, 4], 2, never, work)).rejects.toThrow('three');
    expect(signals.at(-1)?.aborted).toBe(true);
  });
});
