import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { type Logger, silentLogger } from '../../src/common/logger.ts';
import { EngineClient } from '../../src/engine/client.ts';

const models = {
  smollm2: 'SmolLM2-135M-Instruct.Q4_1.gguf',
  qwen: 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
};

const run = promisify(execFile);

let bundled: Promise<string> | undefined;

/** An engine on the sources as they are, its process bundled once for each test process. */
export async function testEngine(logger: Logger = silentLogger): Promise<EngineClient> {
  return new EngineClient(await testWorker(), logger);
}

/** The path of the bundled engine process. */
export function testWorker(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

/** The path of a model for tests. @throws Error when it is not there. */
export function testModel(name: keyof typeof models = 'smollm2'): string {
  const folder = process.env.ROUNDTRIP_TEST_MODELS ?? '.cache/models';
  const path = resolve(folder, models[name]);
  if (!existsSync(path)) throw new Error(`The test model ${path} is missing: run npm test once.`);
  return path;
}

/** The ids of the engine processes that this process started and that still run. */
export async function engineProcesses(): Promise<number[]> {
  const { stdout } = await run('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)]);
  return stdout
    .split('\n')
    .filter((line) => line.includes('engine.mjs'))
    .map((line) => Number.parseInt(line, 10));
}

async function bundle(): Promise<string> {
  // Inside the repository, so that node-llama-cpp is found in node_modules.
  mkdirSync('.cache', { recursive: true });
  const folder = mkdtempSync(resolve('.cache', 'engine-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'engine.mjs');
  await build({
    entryPoints: ['src/engine/worker.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    sourcemap: 'inline',
    external: ['node-llama-cpp'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return outfile;
}
