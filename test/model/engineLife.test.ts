import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../src/engine/client.ts';
import type { GenerateRequest } from '../../src/engine/engine.ts';
import { engineProcesses, testEngine, testModel } from '../support/engine.ts';

const model = { modelPath: testModel(), gpu: 'off', contextTokens: 2048 } as const;

let engine: EngineClient;
let log: string[];

beforeEach(async () => {
  log = [];
  const note = (line: string) => void log.push(line);
  engine = await testEngine({ debug: note, info: note, warn: note, error: note });
  await engine.load(model);
});
afterEach(() => engine.dispose());

function telling(content: string, maxTokens: number): GenerateRequest {
  return {
    prompt: { messages: [{ role: 'user', content }], constantMessages: 0, prefill: '' },
    stop: { before: [], after: [] },
    maxTokens,
    sampling: { temperature: 1, topK: 0, topP: 1, minP: 0, seed: 11 },
  };
}

const story = telling('Tell a long story about a lighthouse.', 1500);
const short = telling('Say hello.', 8);

describe('an abort', () => {
  it('is obeyed within 500 ms in mid-stream, at once again and with the process alive', async () => {
    const [pid] = await engineProcesses();
    for (const requests of [[story], Array<GenerateRequest>(8).fill(story)]) {
      const controller = new AbortController();
      let abortedAt = 0;
      let afterAbort = 0;
      const call = engine.generateMany(requests, controller.signal, () => {
        if (abortedAt > 0) afterAbort += 1;
        else if (!controller.signal.aborted) {
          abortedAt = performance.now();
          controller.abort();
        }
      });
      await expect(call).rejects.toMatchObject({ name: 'AbortError' });
      expect(performance.now() - abortedAt).toBeLessThan(500);
      await engine.generate(short);
      expect(afterAbort).toBe(0);
    }
    expect(await engineProcesses()).toEqual([pid]);
  });

  it('is obeyed while a long prompt is evaluated', async () => {
    const [pid] = await engineProcesses();
    const long = telling('A word. '.repeat(550), 8);
    const controller = new AbortController();
    const call = engine.generate(long, controller.signal);
    setTimeout(() => controller.abort(), 300);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    const startedAt = performance.now();
    await engine.generate(short);
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect(await engineProcesses()).toEqual([pid]);
  });

  it('of a call that waits for another leaves the other alone', async () => {
    const first = engine.generate(telling('Count to ten.', 60));
    const controller = new AbortController();
    const second = engine.generate(short, controller.signal);
    controller.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect((await first).tokens.length).toBeGreaterThan(0);
  });

  it('of a load leaves no model', async () => {
    await engine.unload();
    const controller = new AbortController();
    const load = engine.load(model, controller.signal);
    setTimeout(() => controller.abort(), 20);
    await expect(load).rejects.toMatchObject({ name: 'AbortError' });
    expect(engine.info()).toBeNull();
    expect(await engine.load(model)).toMatchObject({ modelPath: model.modelPath });
  });
});

describe('a process killed in mid-stream', () => {
  it('fails the request in flight; the next one draws the same tokens as before', async () => {
    const before = await engine.generate(short);
    const [pid] = await engineProcesses();
    const call = engine.generate(story, undefined, () => process.kill(pid ?? 0, 'SIGKILL'));
    await expect(call).rejects.toMatchObject({
      code: 'engine-died',
      message: expect.stringContaining('signal SIGKILL'),
    });
    expect((await engine.generate(short)).tokens).toEqual(before.tokens);
    expect(await engineProcesses()).not.toEqual([pid]);
  });
});

describe('memory', () => {
  it('is given back by unload, and the process stays', async () => {
    const [pid] = await engineProcesses();
    await engine.generate(short);
    const loaded = await residentBytes(pid);
    await engine.unload();
    expect(engine.info()).toBeNull();
    expect(loaded - (await residentBytes(pid))).toBeGreaterThan(100e6);
    expect(await engineProcesses()).toEqual([pid]);
  });
});

it('the log holds no text of prompts or replies', async () => {
  const { text } = await engine.generate(telling('Repeat: zanzibar', 20));
  expect(log.join('\n')).not.toContain('zanzibar');
  expect(text.length).toBeGreaterThan(0);
});

async function residentBytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return 1024 * Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
}
