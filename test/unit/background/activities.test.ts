import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  type Activity,
  forgetActivities,
  readActivities,
  recordActivity,
} from '../../../src/background/activities.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roundtrip-activities-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function activity(repository: string, run: string | null = null): Activity {
  return {
    ...{ startedAt: '2026-05-01T10:00:00.000Z', seconds: 3, repository, kind: 'training' },
    ...{ outcome: 'done', rollouts: null, run, detail: 'Adapter 0001 is kept and not used.' },
  };
}

it('what was done is read in its order; before anything was done, nothing', async () => {
  expect(await readActivities(folder)).toEqual([]);
  await recordActivity(folder, activity('/a', '0001'));
  await recordActivity(folder, activity('/b'));
  expect(await readActivities(folder)).toEqual([activity('/a', '0001'), activity('/b')]);
});

it('lines that a crash broke off or somebody damaged hide no others', async () => {
  await recordActivity(folder, activity('/a'));
  appendFileSync(join(folder, 'learning/activities.jsonl'), '{"startedAt": "2026\n[]\nnull\n{}\n');
  await recordActivity(folder, activity('/b'));
  expect(await readActivities(folder)).toEqual([activity('/a'), activity('/b')]);
});

it('a repository is forgotten, and the others are not', async () => {
  for (const repository of ['/a', '/b', '/a']) await recordActivity(folder, activity(repository));
  expect(await forgetActivities(folder, '/a')).toBe(2);
  expect(await readActivities(folder)).toEqual([activity('/b')]);
  expect(readFileSync(join(folder, 'learning/activities.jsonl'), 'utf8')).not.toContain('"/a"');
  expect(await forgetActivities(folder, '/c')).toBe(0);
});
