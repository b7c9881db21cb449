import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Timing, Workload } from './workload.ts';

/** What a completion's answer tells of its time. */
interface Answer {
  readonly timings: { readonly predicted_n: number; readonly predicted_ms: number };
}

/** `llama-server --parallel N`, asked for N completions of the same prompt at once. */
export async function timeLlamaServer(program: string, workload: Workload): Promise<Timing> {
  const { model, threads, prompt, drawn, parallel } = workload;
  const port = await freePort();
  const child = spawn(
    program,
    [
      ...['--model', model, '--threads', `${threads}`, '--threads-batch', `${threads}`],
      ...['--device', 'none', '--parallel', `${parallel}`, '--ctx-size', `${1024 * parallel}`],
      ...['--host', '127.0.0.1', '--port', `${port}`, '--no-webui'],
    ],
    { stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilHealthy(url, child);
    const ask = async (tokens: readonly number[], seed: number): Promise<Answer> => {
      const response = await fetch(`${url}/completion`, {
        method: 'POST',
        body: JSON.stringify({
          ...{ prompt: tokens, n_predict: drawn, seed, ignore_eos: true },
          ...{ temperature: 1, samplers: ['temperature'], cache_prompt: true },
        }),
      });
      if (!response.ok) throw new Error(`llama-server answered ${response.status}.`);
      return (await response.json()) as Answer;
    };
    const askAll = (tokens: readonly number[]) =>
      Promise.all(Array.from({ length: parallel }, (_, seed) => ask(tokens, seed)));
    await askAll(prompt.slice(-8)); // as the others, it has drawn before
    const startedAt = performance.now();
    const answers = await askAll(prompt);
    const milliseconds = performance.now() - startedAt;
    const tokens = answers.reduce((sum, { timings }) => sum + timings.predicted_n, 0);
    const drawingMs = Math.max(...answers.map(({ timings }) => timings.predicted_ms));
    return { whole: (1000 * tokens) / milliseconds, drawing: (1000 * tokens) / drawingMs };
  } finally {
    child.kill('SIGKILL');
  }
}

async function untilHealthy(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const response = await fetch(`${url}/health`).catch(() => null);
    if (response?.ok) return;
    await delay(50);
  }
  throw new Error(`llama-server ended with code ${child.exitCode}.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
