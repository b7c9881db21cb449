import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { type Logger, silentLogger } from '../../src/common/logger.ts';
import { writeWhole } from '../../src/common/writeWhole.ts';
import { EngineClient } from '../../src/engine/client.ts';

const models = {
  smollm2: 'SmolLM2-135M-Instruct.Q4_1.gguf',
  qwen: 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf',
};

const run = promisify(execFile);

let bundled: Promise<string> | undefined;

/**
 * An engine on the sources as they are, its process bundled once for each test process. What it
 * measures of a model is kept, so that all tests evaluate prompts in the same pieces.
 */
export async function testEngine(logger: Logger = silentLogger): Promise<EngineClient> {
  return new EngineClient(await testWorker(), logger, {
    dataDirectory: resolve('.cache', 'engine'),
  });
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
  const path = resolve('.cache', 'engine', 'engine.mjs');
  const { outputFiles } = await build({
    entryPoints: ['src/engine/worker.ts'],
    write: false,
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
  const [output] = outputFiles;
  if (!output) throw new Error('esbuild bundled the engine process to nothing.');
  await writeWhole(path, output.contents); // other test processes may be starting theirs
  return path;
}
