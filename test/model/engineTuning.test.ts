import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '../../src/common/logger.ts';
import { EngineClient } from '../../src/engine/client.ts';
import type { EngineInfo } from '../../src/engine/engine.ts';
import { testModel, testWorker } from '../support/engine.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roundtrip-tuning-'));
  file = join(folder, 'engine-tuning.json');
});
afterEach(() => rm(folder, { recursive: true }));

/** Loads the model in a process of its own, which measures or finds what was measured. */
async function load(): Promise<EngineInfo> {
  const engine = new EngineClient(await testWorker(), silentLogger, folder);
  try {
    return await engine.load({ modelPath: testModel(), gpu: 'off', contextTokens: 512 });
  } finally {
    engine.dispose();
  }
}

type Kept = { version: number; tunings: Record<string, { threads: number; chunk: number }> };
const kept = async () => JSON.parse(await readFile(file, 'utf8')) as Kept;

it('threads and chunk are measured once for machine, device and model, and then kept', async () => {
  const { threads } = await load();
  const first = await kept();
  const [key = ''] = Object.keys(first.tunings);
  expect(first).toEqual({
    version: 1,
    tunings: { [key]: { threads, chunk: expect.toSatisfy((chunk) => chunk >= 8 && chunk <= 512) } },
  });
  expect(key).toMatch(
    / \| \d+ cores \| cpu \| .* \| .*SmolLM2-135M-Instruct\.Q4_1\.gguf \| 98362432 \| /,
  );

  // Another process believes what is kept, as far as this machine can have measured it.
  const told = { ...first, tunings: { other: 'word', [key]: { threads: 1, chunk: 24 } } };
  await writeFile(file, JSON.stringify(told));
  expect((await load()).threads).toBe(1);
  expect(await kept()).toEqual(told);
});

it.each([
  ['cut short', (text: string) => text.slice(0, -20)],
  ['of another version', (text: string) => text.replace('"version": 1', '"version": 2')],
  [
    'with more threads than cores',
    (text: string) => text.replace(/"threads": \d+/, '"threads": 4096'),
  ],
  ['with no chunk', (text: string) => text.replace(/"chunk": \d+/, '"chunk": 0')],
])('a file %s is not trusted, and replaced', async (_, damage) => {
  await load();
  const good = await kept();
  await writeFile(file, damage(await readFile(file, 'utf8')));
  const { threads } = await load();
  const [key = ''] = Object.keys(good.tunings);
  const { version, tunings } = await kept();
  expect(version).toBe(1);
  expect(Object.keys(tunings)).toEqual([key]);
  expect(tunings[key]?.threads).toBe(threads);
  expect(tunings[key]?.chunk).toBeGreaterThan(0);
});
