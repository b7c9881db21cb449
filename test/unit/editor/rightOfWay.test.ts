import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RightOfWay } from '../../../src/editor/rightOfWay.ts';

describe('RightOfWay', () => {
  it('stops background work when the person asks, and lets it begin again afterwards', async () => {
    const way = new RightOfWay();
    const { signal } = way;
    expect([way.isTaken, signal.aborted]).toEqual([false, false]);
    const request = way.take(setImmediate);
    expect([way.isTaken, signal.aborted]).toEqual([true, true]);
    await request;
    expect([way.isTaken, way.signal.aborted]).toEqual([false, false]);
  });

  it('is free again after the last of several requests, failed ones too', async () => {
    const way = new RightOfWay();
    const failed = way.take(() => Promise.reject(new Error('no')));
    const other = way.take(setImmediate);
    await expect(failed).rejects.toThrow('no');
    expect(way.isTaken).toBe(true);
    await other;
    expect(way.isTaken).toBe(false);
  });
});
