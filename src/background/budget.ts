import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Activity } from './activities.ts';

/** What background learning took of one day. */
export interface Spent {
  readonly minutes: number;
  readonly rollouts: number;
}

/** @param today any moment of the day, which is that of local time. */
export function spentOn(today: Date, activities: readonly Activity[]): Spent {
  const own = activities.filter(
    ({ startedAt }) => new Date(startedAt).toDateString() === today.toDateString(),
  );
  return {
    minutes: own.reduce((sum, { seconds }) => sum + seconds, 0) / 60,
    rollouts: own.reduce((sum, { rollouts }) => sum + (rollouts?.reconstructions ?? 0), 0),
  };
}

/** What learning keeps in the data folder, in gigabytes of 10^9 bytes: records, runs, adapters. */
export async function usedGigabytes(dataDirectory: string): Promise<number> {
  const places = ['roundtrip.db', 'roundtrip.db-wal', 'runs', 'adapters', 'learning'];
  const sizes = await Promise.all(places.map((place) => bytesOf(join(dataDirectory, place))));
  return sizes.reduce((sum, size) => sum + size, 0) / 1e9;
}

async function bytesOf(path: string): Promise<number> {
  const status = await stat(path).catch(() => null);
  if (!status?.isDirectory()) return status?.size ?? 0;
  const names = await readdir(path).catch(() => []);
  const sizes = await Promise.all(names.map((name) => bytesOf(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
