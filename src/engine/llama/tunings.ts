import { readFile, stat } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join, resolve } from 'node:path';
import type { Llama } from 'node-llama-cpp';
import { writeWhole } from '../../common/writeWhole.ts';
import type { Measurement, Tuning } from './tuning.ts';

const fileName = 'engine-tuning.json';
const version = 1;

/**
 * What was measured, for each machine, model and device: here, and for other processes in
 * engine-tuning.json, unless the machine was busy. The file is no more than a saving of time, so
 * nothing depends on it.
 */
export class Tunings {
  private readonly measured = new Map<string, Measurement>();
  private readonly path: string | null;

  /** @param directory the data folder, or null to keep nothing beyond this process. */
  constructor(directory: string | null) {
    this.path = directory === null ? null : join(directory, fileName);
  }

  /** What is known for this key, or else what `measure` finds. */
  async get(key: string, measure: () => Promise<Measurement>): Promise<Tuning> {
    const known = this.measured.get(key) ?? (await this.kept())[key];
    if (isUsable(known)) return known;
    const measurement = await measure();
    this.measured.set(key, { ...measurement, disturbed: false }); // it must do for this process
    await this.keep(key, measurement);
    return measurement;
  }

  private async keep(key: string, measurement: Measurement): Promise<void> {
    if (this.path === null) return;
    const tunings = { ...(await this.kept()), [key]: measurement };
    const content = `${JSON.stringify({ version, tunings }, null, 2)}\n`;
    await writeWhole(this.path, content).catch(() => {}); // it is measured again next time
  }

  private async kept(): Promise<Record<string, unknown>> {
    if (this.path === null) return {};
    try {
      const kept: unknown = JSON.parse(await readFile(this.path, 'utf8'));
      if (isObject(kept) && kept.version === version && isObject(kept.tunings)) return kept.tunings;
    } catch {
      // There is none yet, or it was damaged.
    }
    return {};
  }
}

/** What a measurement holds for: the processor, its cores that may be used, device and model file. */
export async function tuningKey(modelPath: string, llama: Llama): Promise<string> {
  const { size, mtimeMs } = await stat(modelPath);
  return [
    cpus()[0]?.model ?? 'unknown',
    `${availableParallelism()} cores`,
    llama.gpu || 'cpu',
    llama.llamaCppRelease.release,
    resolve(modelPath),
    size,
    Math.round(mtimeMs),
  ].join(' | ');
}

function isUsable(value: unknown): value is Measurement {
  if (!isObject(value)) return false;
  const { threads, chunk, disturbed } = value;
  return isCount(threads, availableParallelism()) && isCount(chunk, 512) && disturbed === false;
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
