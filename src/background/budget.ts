import { join } from 'node:path';
import { bytesAt } from '../common/folderBytes.ts';
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
  const sizes = await Promise.all(places.map((place) => bytesAt(join(dataDirectory, place))));
  return sizes.reduce((sum, size) => sum + size, 0) / 1e9;
}
