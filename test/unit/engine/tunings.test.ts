import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Measurement } from '../../../src/engine/llama/tuning.ts';
import { Tunings } from '../../../src/engine/llama/tunings.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roundtrip-tunings-'));
  file = join(folder, 'engine-tuning.json');
});
afterEach(() => rm(folder, { recursive: true }));

const measured: Measurement = { threads: 1, chunk: 64, disturbed: false };

/** What another process gets for a key, and whether it had to measure. */
async function get(key: string, measurement = measured, directory: string | null = folder) {
  let measures = 0;
  const tuning = await new Tunings(directory).get(key, async () => {
    measures += 1;
    return measurement;
  });
  return { threads: tuning.threads, chunk: tuning.chunk, measures };
}

describe('what was measured', () => {
  it('is known to later processes, for each key by itself', async () => {
    expect(await get('one')).toEqual({ threads: 1, chunk: 64, measures: 1 });
    expect(await get('two', { ...measured, chunk: 128 })).toMatchObject({ measures: 1 });
    const other = { ...measured, chunk: 512 };
    expect(await get('one', other)).toEqual({ threads: 1, chunk: 64, measures: 0 });
    expect(await get('two', other)).toEqual({ threads: 1, chunk: 128, measures: 0 });
  });

  it('on a busy machine does for the process, and is measured again by the next', async () => {
    const tunings = new Tunings(folder);
    const busy = { ...measured, chunk: 16, disturbed: true };
    for (const measurement of [busy, measured]) {
      expect((await tunings.get('one', async () => measurement)).chunk).toBe(16);
    }
    expect(await get('one')).toMatchObject({ chunk: 64, measures: 1 });
    expect(await get('one')).toMatchObject({ chunk: 64, measures: 0 });
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, -20)],
    ['empty', () => ''],
    ['a list', () => '[]'],
    ['of another version', (text: string) => text.replace('"version": 1', '"version": 2')],
    ['without tunings', (text: string) => text.replace('"tunings"', '"others"')],
    [
      'with more threads than cores',
      (text: string) => text.replace('"threads": 1', '"threads": 4096'),
    ],
    ['with no chunk', (text: string) => text.replace('"chunk": 64', '"chunk": 0')],
    ['with a word for a number', (text: string) => text.replace('64', '"64"')],
  ])('in a file that is %s is not trusted, and replaced', async (_, damage) => {
    await get('one');
    await writeFile(file, damage(await readFile(file, 'utf8')));
    const other = { ...measured, chunk: 32 };
    expect(await get('one', other)).toEqual({ threads: 1, chunk: 32, measures: 1 });
    expect(await get('one')).toEqual({ threads: 1, chunk: 32, measures: 0 });
  });

  it('is measured each time where nothing can be kept', async () => {
    expect(await get('one', measured, null)).toMatchObject({ measures: 1 });
    expect(await get('one', measured, null)).toMatchObject({ measures: 1 });
    await writeFile(join(folder, 'taken'), '');
    expect(await get('one', measured, join(folder, 'taken'))).toMatchObject({ chunk: 64 });
  });
});
