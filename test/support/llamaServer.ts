import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

interface ServerOptions {
  readonly model: string;
  /** Tokens of each slot. */
  readonly context: number;
  readonly slots: number;
  readonly adapters?: readonly string[];
}

/** Starts llama.cpp's own server and waits until its model is loaded. */
export async function startLlamaServer(options: ServerOptions): Promise<RunningServer> {
  const python = resolve(
    process.env.ROUNDTRIP_TEST_TOOLS ?? '.cache/tools',
    'llama-server/bin/python',
  );
  if (!existsSync(python)) throw new Error(`${python} is missing: run npm test once.`);
  const { model, context, slots, adapters = [] } = options;
  const child = spawn(
    python,
    ['test/support/llama_server.py', model, `${context}`, `${slots}`, ...adapters],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const log = text(child.stderr);
  const stop = async () => {
    const ended = once(child, 'exit');
    child.stdin.end();
    child.kill();
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('http')) return { url: line, stop };
  }
  throw new Error(`llama-server did not start: ${await log}`);
}
