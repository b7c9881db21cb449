import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LeaderLease } from '../../../src/background/leaderLease.ts';

let folder: string;
let now: number;
let leases: LeaderLease[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roundtrip-lease-'));
  now = 1_000_000;
  leases = [];
});

afterEach(() => {
  for (const one of leases) one.dispose();
  rmSync(folder, { recursive: true });
});

function window(): LeaderLease {
  const lease = new LeaderLease(folder, () => now);
  leases.push(lease);
  return lease;
}

it('one of several windows leads; the others read what it does', () => {
  const [first, second, third] = [window(), window(), window()];
  expect([first, second, third].map((one) => one.hold('/repo', 'rollouts'))).toEqual([
    ...[true, false, false],
  ]);
  expect(second.other()).toEqual({ process: process.pid, repository: '/repo', text: 'rollouts' });
  expect(first.other()).toBeNull();
});

it('a leader renews its lease for as long as it is there', () => {
  const [first, second] = [window(), window()];
  for (let round = 0; round < 10; round += 1) {
    expect(first.hold('/repo', '')).toBe(true);
    now += 15_000;
    expect(second.hold('/repo', '')).toBe(false);
  }
});

it.each([
  ['closes its window', (lease: LeaderLease) => lease.dispose()],
  ['is not heard of for 20 s', () => (now += 20_000)],
  ['got its lease before the clock jumped back by an hour', () => (now -= 3_600_000)],
])('another leads once the leader %s', (_, happens) => {
  const [first, second] = [window(), window()];
  first.hold('/repo', '');
  expect(second.hold('/repo', '')).toBe(false);
  happens(first);
  expect(second.other()).toBeNull();
  expect(second.hold('/repo', '')).toBe(true);
  expect(second.hold('/repo', '')).toBe(true);
});

it('the old leader hears that it lost the lease', () => {
  const [first, second] = [window(), window()];
  first.hold('/repo', '');
  now += 20_000;
  second.hold('/repo', '');
  expect(first.hold('/repo', '')).toBe(false);
});

it('two windows that close at once leave the lease free', () => {
  const [first, second, third] = [window(), window(), window()];
  first.hold('/repo', '');
  first.dispose();
  second.dispose();
  expect(third.hold('/repo', '')).toBe(true);
});
