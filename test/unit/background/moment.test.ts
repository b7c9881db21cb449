import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/background/activities.ts';
import { spentOn } from '../../../src/background/budget.ts';
import { busiest, MachineLoad } from '../../../src/background/machineLoad.ts';
import {
  isLinuxOnBattery,
  saysBattery,
  saysDischarging,
} from '../../../src/background/powerSupply.ts';
import { isWithin, parseTrainingHours } from '../../../src/background/trainingHours.ts';

describe('training hours', () => {
  it.each([
    ['0-24', 13, true],
    ['22-7', 23, true],
    ['22-7', 6, true],
    ['22-7', 7, false],
    ['22-7', 12, false],
    ['9 - 17', 9, true],
    ['9-17', 17, false],
  ])('%s at %s h', (text, hour, within) => {
    expect(isWithin(parseTrainingHours(text), new Date(2026, 0, 5, hour, 30))).toBe(within);
  });

  it.each(['', 'night', '22', '7-7', '25-3', '1-99'])('“%s” is a sentence', (text) => {
    expect(() => parseTrainingHours(text)).toThrow(
      /names no hours of a day\. Write two full hours/,
    );
  });
});

describe('on battery', () => {
  const battery = { type: 'Battery', status: 'Discharging' };
  it.each<[string, Record<string, Record<string, string>>, boolean]>([
    ['a desktop', {}, false],
    ['a laptop unplugged', { AC: { type: 'Mains', online: '0' }, BAT0: battery }, true],
    ['a laptop plugged in', { AC: { type: 'Mains', online: '1' }, BAT0: battery }, false],
    ['by USB-C', { usb: { type: 'USB', online: '1' }, BAT0: battery }, false],
    ['full', { BAT0: { type: 'Battery', status: 'Full' } }, false],
    ['a mouse', { mouse: { ...battery, scope: 'Device' } }, false],
  ])('Linux: %s', async (_, supplies, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'roundtrip-power-'));
    for (const [supply, facts] of Object.entries(supplies)) {
      mkdirSync(join(folder, supply));
      for (const [name, value] of Object.entries(facts)) {
        writeFileSync(join(folder, supply, name), `${value}\n`);
      }
    }
    expect(await isLinuxOnBattery(folder)).toBe(expected);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["Now drawing from 'Battery Power'\n -InternalBattery-0\t62%; discharging", true],
    ["Now drawing from 'AC Power'\n -InternalBattery-0\t100%; charged", false],
  ])('macOS: %s', (text, expected) => {
    expect(saysBattery(text)).toBe(expected);
  });

  it.each([
    ['1\r\n', true],
    ['2\r\n', false],
    ['2\r\n1\r\n', true],
    ['', false],
  ])('Windows: %j', (text, expected) => {
    expect(saysDischarging(text)).toBe(expected);
  });
});

describe('a busy machine', () => {
  it.each([
    [0.2, false],
    [0.9, true],
  ])('processors at work for %s of the time', async (share, expected) => {
    const times = [
      { busy: 1000, all: 5000 },
      { busy: 1000 + 1000 * share, all: 6000 },
    ];
    const load = new MachineLoad(() => times.shift() ?? { busy: 0, all: 0 });
    expect(await load.isBusy()).toBe(expected);
  });

  it.each([
    ['3\n', 0.03],
    ['3\n97\n', 0.97],
    ['[N/A]\n', 0],
  ])('nvidia-smi says %j', (text, share) => {
    expect(busiest(text)).toBeCloseTo(share);
  });
});

it('what was spent today is what was done today, paused or failed too', () => {
  const activity = (startedAt: Date, seconds: number, reconstructions: number): Activity => ({
    ...{ startedAt: startedAt.toISOString(), seconds, repository: '/a', kind: 'rollouts' },
    rollouts: { functions: 1, docs: 4, reconstructions, meanReward: null },
    ...{ outcome: 'paused', run: null, detail: '' },
  });
  const today = new Date(2026, 3, 2, 15);
  const all = [
    activity(new Date(2026, 3, 1, 23, 59), 6000, 99),
    activity(new Date(2026, 3, 2, 0, 1), 60, 16),
    activity(new Date(2026, 3, 2, 14), 120, 32),
  ];
  expect(spentOn(today, all)).toEqual({ minutes: 3, rollouts: 48 });
});
