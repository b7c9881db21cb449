import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const bundle = resolve('node_modules/node-llama-cpp/llama/gitRelease.bundle');
const source = resolve('.cache/bench/llama.cpp');
const targets = ['llama-batched-bench', 'llama-server'] as const;

export type Program = (typeof targets)[number];

/**
 * llama.cpp's own programs, built once for this very processor from the source that node-llama-cpp
 * ships, so that both run the same version. Wants cmake and a C++ compiler; takes minutes.
 */
export async function llamaCpp(): Promise<Record<Program, string>> {
  const [batchedBench, server] = targets.map((name) => join(source, 'build/bin', name));
  if (!batchedBench || !server) throw new Error('There are two programs.');
  if (!existsSync(batchedBench) || !existsSync(server)) await build();
  return { 'llama-batched-bench': batchedBench, 'llama-server': server };
}

async function build(): Promise<void> {
  process.stderr.write(`Building llama.cpp in ${source} …\n`);
  if (!existsSync(source)) await run('git', ['clone', '--quiet', bundle, source]);
  const options = {
    CMAKE_BUILD_TYPE: 'Release',
    BUILD_SHARED_LIBS: 'OFF',
    GGML_NATIVE: 'ON',
    LLAMA_BUILD_TESTS: 'OFF',
    LLAMA_OPENSSL: 'OFF',
    LLAMA_USE_PREBUILT_UI: 'OFF', // it would be downloaded
  };
  const build = join(source, 'build');
  const defines = Object.entries(options).map(([name, value]) => `-D${name}=${value}`);
  await run('cmake', ['-S', source, '-B', build, ...defines]);
  const jobs = String(availableParallelism());
  const maxBuffer = 2 ** 26;
  await run('cmake', ['--build', build, '--target', ...targets, '--parallel', jobs], { maxBuffer });
}
