import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { AbortError } from '../../../src/common/abort.ts';
import { Turns } from '../../../src/engine/llama/turns.ts';

const never = new AbortController().signal;

/** Calls of which some share (small letters) and some want to be alone (capitals), as made. */
async function story(calls: string): Promise<string> {
  const turns = new Turns();
  const events: string[] = [];
  const done = [...calls].map((name) => {
    const work = async () => {
      events.push(`+${name}`);
      await delay(2);
      events.push(`-${name}`);
    };
    return name === name.toLowerCase() ? turns.shared(never, work) : turns.exclusive(never, work);
  });
  await Promise.all(done);
  return events.join(' ');
}

it.each([
  ['ab', '+a +b -a -b'],
  ['AB', '+A -A +B -B'],
  ['abCd', '+a +b -a -b +C -C +d -d'],
  ['AbcD', '+A -A +b +c -b -c +D -D'],
  ['aBCd', '+a -a +B -B +C -C +d -d'],
])('calls %s take turns as %s', async (calls, expected) => {
  expect(await story(calls)).toBe(expected);
});

it('a call that fails or is aborted while it waits holds nobody up', async () => {
  const turns = new Turns();
  const controller = new AbortController();
  const failing = turns.exclusive(never, () => Promise.reject(new Error('no')));
  const aborted = turns.exclusive(controller.signal, async () => 'late');
  const next = turns.shared(never, async () => 'next');
  controller.abort(new AbortError());
  await expect(failing).rejects.toThrow('no');
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
  expect(await next).toBe('next');
});
