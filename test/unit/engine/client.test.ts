import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/common/logger.ts';
import { EngineClient } from '../../../src/engine/client.ts';
import type { GenerateRequest } from '../../../src/engine/engine.ts';

let folder: string;
let worker: string;
let engine: EngineClient;
let lines: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roundtrip-client-'));
  worker = await bundle('test/unit/engine/scriptedWorker.ts', 'worker.mjs');
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  lines = [];
  const silent = () => {};
  const debug = (line: string) => void lines.push(line);
  engine = new EngineClient(worker, { debug, info: silent, warn: silent, error: silent });
});
afterEach(() => engine.dispose());

async function bundle(entry: string, name: string): Promise<string> {
  const outfile = join(folder, name);
  const banner =
    "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: banner },
  });
  return outfile;
}

/** A request that makes the scripted process do something. */
function doing(action: string): GenerateRequest {
  return {
    prompt: { messages: [{ role: 'user', content: action }], constantMessages: 0, prefill: '' },
    stop: { before: [], after: [] },
    maxTokens: 1,
    sampling: { temperature: 0, topK: 0, topP: 1, minP: 0, seed: 0 },
  };
}

const model = { modelPath: 'small.gguf', gpu: 'off' } as const;

interface State {
  readonly pid: number;
  readonly scratch: string;
  readonly model: string;
  readonly adapter: string | null;
}

/** What the process says of itself. */
async function state(): Promise<State> {
  return JSON.parse((await engine.generate(doing('answer'))).text);
}

describe('calls', () => {
  it('need a model first', async () => {
    await expect(engine.generate(doing('answer'))).rejects.toMatchObject({
      code: 'model-not-chosen',
    });
    expect(engine.info()).toBeNull();
  });

  it('are answered, with the text on the way', async () => {
    await engine.load(model);
    expect(engine.info()).toMatchObject({ modelPath: 'small.gguf', adapterPath: null });
    const texts: string[] = [];
    await engine.generate(doing('stream'), undefined, (text) => texts.push(text));
    expect(texts).toEqual(['a', 'b', 'c']);
  });

  it('bring RoundtripErrors over with code and data, and others as engine-failed', async () => {
    await engine.load(model);
    await expect(engine.generate(doing('refuse'))).rejects.toMatchObject({
      name: 'RoundtripError',
      code: 'prompt-too-long',
      message: 'Too long.',
      data: { n: 9 },
    });
    await expect(engine.generate(doing('break'))).rejects.toMatchObject({
      code: 'engine-failed',
      message: "The model's process failed: x is undefined",
    });
  });

  it('load the same model once', async () => {
    await engine.load(model);
    await engine.load({ ...model });
    await engine.load({ ...model, modelPath: 'other.gguf' });
    await state();
    expect(lines).toEqual(['engine: loading small.gguf', 'engine: loading other.gguf']);
    expect((await state()).model).toBe('other.gguf');
  });
});

describe('a process that dies', () => {
  const deaths: [string, string][] = [
    ['die', 'signal SIGKILL'],
    ['exit', 'exit code 7'],
  ];
  for (const [action, how] of deaths) {
    it(`rejects the calls in flight (${how}); the next one finds model and adapter again`, async () => {
      await engine.load(model);
      await engine.useAdapter('lora.gguf');
      const before = await state();
      const texts: string[] = [];
      const waiting = expect(engine.generate(doing('wait'))).rejects.toMatchObject({
        code: 'engine-died',
      });
      await expect(
        engine.generate(doing(action), undefined, (text) => texts.push(text)),
      ).rejects.toMatchObject({
        code: 'engine-died',
        message: `The model's process ended unexpectedly (${how}). Try again; it is started afresh.`,
      });
      await waiting;
      expect(texts).toEqual(action === 'die' ? ['half'] : []);
      const after = await state();
      expect(after).toMatchObject({ model: 'small.gguf', adapter: 'lora.gguf' });
      expect(after.pid).not.toBe(before.pid);
    });
  }

  it('is started again by the next call when it was killed while idle', async () => {
    await engine.load(model);
    const { pid } = await state();
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    expect((await state()).pid).not.toBe(pid);
  });

  it('while loading leaves no model', async () => {
    const dying = engine.load({ ...model, modelPath: 'dies-while-loading' });
    await expect(dying).rejects.toMatchObject({ code: 'engine-died' });
    expect(engine.info()).toBeNull();
    expect(await engine.load(model)).toMatchObject({ modelPath: 'small.gguf' });
  });

  it('of a missing file is named as one that ended', async () => {
    const absent = new EngineClient(join(folder, 'absent.mjs'), silentLogger);
    await expect(absent.load(model)).rejects.toMatchObject({ code: 'engine-died' });
    absent.dispose();
  });
});

describe('an abort', () => {
  for (const action of ['wait', 'freeze']) {
    it(`rejects at once where the process would ${action}`, async () => {
      await engine.load(model);
      const { pid } = await state();
      const controller = new AbortController();
      const call = engine.generate(doing(action), controller.signal);
      setTimeout(() => controller.abort(), 100);
      const startedAt = performance.now();
      await expect(call).rejects.toMatchObject({ name: 'AbortError' });
      expect(performance.now() - startedAt).toBeLessThan(500);
      // The frozen process is killed after its three seconds; the obedient one goes on.
      if (action === 'freeze') await gone(pid);
      const after = await state();
      expect(after.pid === pid).toBe(action === 'wait');
      expect(after.model).toBe('small.gguf');
    });
  }

  it('before the call starts nothing', async () => {
    const aborted = AbortSignal.abort();
    await expect(engine.load(model, aborted)).rejects.toMatchObject({ name: 'AbortError' });
    expect(engine.info()).toBeNull();
  });
});

describe('the life of the process', () => {
  it('ends with dispose, and so does its scratch directory', async () => {
    await engine.load(model);
    const { pid, scratch } = await state();
    expect(existsSync(scratch)).toBe(true);
    engine.dispose();
    await gone(pid);
    while (existsSync(scratch)) await delay(10);
  });

  it('keeps no idle parent alive, and ends with it', async () => {
    const script = await bundle('test/unit/engine/idleParent.ts', 'parent.mjs');
    const parent = spawn(process.execPath, [script, worker], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output: Buffer[] = [];
    parent.stdout.on('data', (chunk) => output.push(chunk));
    const [code] = await once(parent, 'exit');
    expect(code).toBe(0);
    await gone(Number(Buffer.concat(output).toString()));
  });
});

/** Resolves when no process has this id; a test that waits in vain runs into its time limit. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await delay(10);
  }
}
