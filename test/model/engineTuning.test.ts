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
  const engine = new EngineClient(await testWorker(), silentLogger, { dataDirectory: folder });
  try {
    return await engine.load({ modelPath: testModel(), gpu: 'off', contextTokens: 512 });
  } finally {
    engine.dispose();
  }
}

type Tuning = { threads: number; chunk: number; disturbed: boolean };
type Kept = { version: number; tunings: Record<string, Tuning> };
const kept = async () => JSON.parse(await readFile(file, 'utf8')) as Kept;

it('threads and chunk are measured for machine, device and model, and kept', async () => {
  const { threads } = await load();
  const first = await kept();
  const [key = ''] = Object.keys(first.tunings);
  const chunk = first.tunings[key]?.chunk ?? 0;
  expect([16, 32, 64, 128, 256, 512]).toContain(chunk);
  expect(first).toEqual({
    version: 1,
    tunings: { [key]: { threads, chunk, disturbed: expect.any(Boolean) } },
  });
  expect(key).toMatch(
    / \| \d+ cores \| cpu \| .* \| .*SmolLM2-135M-Instruct\.Q4_1\.gguf \| 98362432 \| /,
  );

  // Another process believes what is kept.
  const told = { version: 1, tunings: { [key]: { threads: 1, chunk: 24, disturbed: false } } };
  await writeFile(file, JSON.stringify(told));
  expect((await load()).threads).toBe(1);
  expect(await kept()).toEqual(told);
});
