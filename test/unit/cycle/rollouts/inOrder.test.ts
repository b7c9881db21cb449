import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder } from '../../../../src/cycle/rollouts/inOrder.ts';

async function* listed<T>(items: readonly T[]) {
  yield* items;
}

async function all<R>(results: AsyncIterable<R>): Promise<R[]> {
  const list: R[] = [];
  for await (const result of results) list.push(result);
  return list;
}

describe('work side by side', () => {
  it('gives the results in the items’ order, whatever each of them takes', async () => {
    const turns = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(turns, fc.integer({ min: 1, max: 5 }), async (takes, most) => {
        let running = 0;
        let busiest = 0;
        const work = async (milliseconds: number) => {
          running += 1;
          busiest = Math.max(busiest, running);
          await delay(milliseconds);
          running -= 1;
          return { milliseconds };
        };
        const results = await all(inOrder(listed(takes), most, work));
        expect(results.map(({ milliseconds }) => milliseconds)).toEqual(takes);
        expect(busiest).toBe(Math.min(most, takes.length));
      }),
      { numRuns: 30 },
    );
  });

  it('begins the next one when any has ended, also while the first goes on', async () => {
    const begun: number[] = [];
    const first = Promise.withResolvers<void>();
    const work = async (item: number) => {
      begun.push(item);
      if (item === 0) await first.promise;
      if (item === 4) first.resolve();
      return { item };
    };
    const results = await all(inOrder(listed([0, 1, 2, 3, 4]), 2, work));
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    expect(results.map(({ item }) => item)).toEqual([0, 1, 2, 3, 4]);
  });

  it('fails with the first failure, after the others heard of it', async () => {
    const told: string[] = [];
    const work = async (item: string, signal: AbortSignal) => {
      if (item === 'fails') throw new Error('no');
      await delay(10_000, undefined, { signal }).catch(() => told.push(item));
      return { item };
    };
    const results = all(inOrder(listed(['one', 'two', 'fails', 'never']), 3, work));
    await expect(results).rejects.toThrow('no');
    expect(told).toEqual(['one', 'two']);
  });

  it('that nobody wants the rest of is given up', async () => {
    const told: number[] = [];
    const work = async (item: number, signal: AbortSignal) => {
      if (item > 0) await delay(10_000, undefined, { signal }).catch(() => told.push(item));
      return { item };
    };
    for await (const { item } of inOrder(listed([0, 1, 2]), 3, work)) {
      expect(item).toBe(0);
      break;
    }
    expect(told).toEqual([1]); // the third was not begun yet
  });
});
