/**
 * Tokens/s of N completions of one prompt: our engine, through its process, against
 * llama-batched-bench and `llama-server --parallel N` of the same llama.cpp, model and threads, in
 * turns. Pin it to quiet cores with `taskset`, which the programs inherit.
 *
 *     npm run bench:rollout -- [--rounds R] [--tokens T] [MODEL.gguf ...]
 */
import { loadavg } from 'node:os';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { testEngine, testModel } from '../support/engine.ts';
import { timeBatchedBench } from './rollout/batchedBench.ts';
import { llamaCpp } from './rollout/llamaCpp.ts';
import { timeLlamaServer } from './rollout/llamaServer.ts';
import { longRequests, timeOurEngine } from './rollout/ourEngine.ts';
import type { Timing, Workload } from './rollout/workload.ts';
import { fixed, line, table } from './table.ts';

const parallels = [1, 2, 4, 8];
const head = ['N', 'tokens/s', 'ours', 'batched-bench', 'ratio', 'llama-server', 'ratio'];

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    tokens: { type: 'string', default: '128' },
  },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const drawn = Number(values.tokens);
const programs = await llamaCpp();
for (const model of positionals.length > 0 ? positionals : [testModel()]) await measure(model);

async function measure(model: string): Promise<void> {
  const engine = await testEngine();
  try {
    const options = { modelPath: model, gpu: 'off', contextTokens: 1024 } as const;
    const { threads } = await engine.load(options);
    const { requests, prompt } = await longRequests(engine, drawn, Math.max(...parallels));
    console.log(
      `${basename(model)}, threads: ${threads}, ${prompt.length} prompt tokens, ${drawn} drawn by ` +
        `each, medians of ${rounds} in turns\n`,
    );
    console.log(table(head, []));
    for (const parallel of parallels) {
      const workload: Workload = { model, threads, prompt, drawn, parallel };
      const [ours, bench, server]: [Timing[], Timing[], Timing[]] = [[], [], []];
      for (let round = 0; round < rounds; round += 1) {
        ours.push(await timeOurEngine(engine, options, requests.slice(0, parallel)));
        bench.push(await timeBatchedBench(programs['llama-batched-bench'], workload));
        server.push(await timeLlamaServer(programs['llama-server'], workload));
      }
      console.log(line([`${parallel}`, ...cells('whole', ours, bench, server)]));
      console.log(line(['', ...cells('drawing', ours, bench, server)]));
    }
    console.log(`\nLoad average of the last minute: ${loadavg()[0]?.toFixed(1)}\n`);
  } finally {
    engine.dispose();
  }
}

function cells(
  what: keyof Timing,
  ours: readonly Timing[],
  bench: readonly Timing[],
  server: readonly Timing[],
): string[] {
  const [own, one, other] = [ours, bench, server].map((timings) =>
    median(timings.map((timing) => timing[what])),
  );
  if (own === undefined || one === undefined || other === undefined) return [];
  const name = what === 'whole' ? 'with the prompt' : 'drawing alone';
  return [
    name,
    fixed(own, 1),
    fixed(one, 1),
    fixed(own / one, 2),
    fixed(other, 1),
    fixed(own / other, 2),
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
