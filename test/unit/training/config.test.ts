import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { runConfig } from './runConfig.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

const execute = promisify(execFile);

/** Reads a configuration as the trainer does, and prints the names of its settings. */
const reader = `
import dataclasses, json, sys
from pathlib import Path
from roundtrip_trainer.config import TrainerConfig
config = TrainerConfig.read(Path(sys.argv[1]))
print(json.dumps([field.name for field in dataclasses.fields(config)]))
`;

async function readByTrainer(config: object): Promise<string[]> {
  const path = join(temporaryDirectory(), 'config.json');
  await writeFile(path, JSON.stringify(config));
  const env = { ...process.env, PYTHONPATH: resolve('trainer', 'src') };
  const { stdout } = await execute('python3', ['-c', reader, path], { env });
  return JSON.parse(stdout);
}

describe('the configuration of a run', { timeout: 120_000 }, () => {
  it('is what the trainer reads, no more and no less', async () => {
    const names = ['version', ...(await readByTrainer(runConfig))];
    expect(names.toSorted()).toEqual(Object.keys(runConfig).toSorted());
  });

  it.each([
    { ...runConfig, objective: 'guessing' },
    { ...runConfig, version: 2 },
    { ...runConfig, news: 1 },
  ])('of another kind is refused', async (config) => {
    await expect(readByTrainer(config)).rejects.toThrow('configuration is refused');
  });
});
