/** What background learning did, kept in the data folder as `learning/activities.jsonl`. */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeWhole } from '../common/writeWhole.ts';
import type { Tally } from '../cycle/rollouts/group.ts';

/** One thing that background learning did. */
export interface Activity {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly seconds: number;
  /** The repository's root folder. */
  readonly repository: string;
  readonly kind: 'rollouts' | 'training';
  /** `paused`: something more important came, and it goes on later. */
  readonly outcome: 'done' | 'paused' | 'failed';
  /** What was drawn in one sitting. */
  readonly rollouts: Tally | null;
  /** The run of a training, which is also the id of its adapter. */
  readonly run: string | null;
  /** What it came to, in a sentence for people; never code. */
  readonly detail: string;
}

const fileIn = (dataDirectory: string) => join(dataDirectory, 'learning', 'activities.jsonl');

/** @throws the file system's error; what was written before stays. */
export async function recordActivity(dataDirectory: string, activity: Activity): Promise<void> {
  const path = fileIn(dataDirectory);
  await mkdir(dirname(path), { recursive: true });
  await appendFile(path, `${JSON.stringify(activity)}\n`);
}

/** All that was done, oldest first; lines that are broken off or damaged are passed over. */
export async function readActivities(dataDirectory: string): Promise<Activity[]> {
  const text = await readFile(fileIn(dataDirectory), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return isActivity(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

/** Removes what was done for a repository. @returns how many entries went. */
export async function forgetActivities(dataDirectory: string, repository: string): Promise<number> {
  const all = await readActivities(dataDirectory);
  const kept = all.filter((activity) => activity.repository !== repository);
  if (kept.length < all.length) {
    const lines = kept.map((activity) => `${JSON.stringify(activity)}\n`).join('');
    await writeWhole(fileIn(dataDirectory), lines);
  }
  return all.length - kept.length;
}

function isActivity(value: unknown): value is Activity {
  return (
    typeof value === 'object' &&
    value !== null &&
    'startedAt' in value &&
    typeof value.startedAt === 'string' &&
    'repository' in value &&
    typeof value.repository === 'string' &&
    'kind' in value &&
    (value.kind === 'rollouts' || value.kind === 'training')
  );
}
