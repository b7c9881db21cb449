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

  it('refuses requests while a training has the model, and is free after it, a failed one too', async () => {
    const way = new RightOfWay();
    const { signal } = way;
    const training = way.reserve(() => setImmediate());
    expect([way.isTaken, signal.aborted]).toEqual([true, true]);
    const busy = { code: 'model-busy' };
    await expect(way.take(setImmediate)).rejects.toMatchObject(busy);
    await expect(way.reserve(setImmediate)).rejects.toMatchObject(busy);
    expect(() => way.requireFree()).toThrow(expect.objectContaining(busy));
    await training;
    await expect(way.reserve(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await way.take(setImmediate);
    expect(way.isTaken).toBe(false);
  });

  it('is not given to a training while the person waits for the model', async () => {
    const way = new RightOfWay();
    const request = way.take(setImmediate);
    await expect(way.reserve(setImmediate)).rejects.toMatchObject({ code: 'usage' });
    await request;
    await way.reserve(setImmediate);
  });
});
