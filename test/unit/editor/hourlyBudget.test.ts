import { expect, it } from 'vitest';
import { HourlyBudget } from '../../../src/editor/hourlyBudget.ts';

const minute = 60_000;

/** Each row: the clock jumps there, work of so many minutes is tried; whether it was allowed. */
it.each([
  [
    'spends its minutes, then waits for the next hour',
    10,
    [
      [0, 6, true],
      [20, 6, true],
      [40, 1, false],
      [59, 1, false],
      [60, 1, true],
    ],
  ],
  [
    'none while switched off',
    0,
    [
      [0, 1, false],
      [60, 1, false],
    ],
  ],
  [
    'a whole hour',
    60,
    [
      [0, 30, true],
      [30, 20, true],
      [59, 1, true],
    ],
  ],
  [
    'a clock that jumps back begins an hour anew',
    5,
    [
      [120, 5, true],
      [130, 1, false],
      [10, 1, true],
    ],
  ],
  [
    'a clock that jumps ahead while it works counts for the new hour',
    10,
    [
      [50, 15, true],
      [66, 1, false],
    ],
  ],
] as const)('%s', async (_, minutes, steps) => {
  let now = 0;
  const budget = new HourlyBudget(() => now);
  for (const [at, takes, allowed] of steps) {
    now = at * minute;
    expect(budget.allows(minutes), `at minute ${at}`).toBe(allowed);
    if (!allowed) continue;
    await budget.spend(async () => {
      now += takes * minute;
    });
  }
});

it('counts work that fails', async () => {
  let now = 0;
  const budget = new HourlyBudget(() => now);
  const failing = budget.spend(async () => {
    now += 3 * minute;
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(budget.allows(3)).toBe(false);
  expect(budget.allows(4)).toBe(true);
});
