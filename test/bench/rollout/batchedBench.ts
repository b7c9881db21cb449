import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Timing, Workload } from './workload.ts';

/** A line of `--output-format jsonl`; times in seconds. */
interface Line {
  readonly t_pp: number;
  readonly t_tg: number;
}

/** llama-batched-bench: evaluates as we must, but samples nothing and returns no text. */
export async function timeBatchedBench(
  program: string,
  { model, threads, prompt, drawn, parallel }: Workload,
): Promise<Timing> {
  const context = parallel * (prompt.length + drawn);
  const { stdout } = await promisify(execFile)(program, [
    ...['--model', model, '--threads', `${threads}`, '--threads-batch', `${threads}`],
    ...['--device', 'none', '--ctx-size', `${context}`, '-npp', `${prompt.length}`],
    ...['-ntg', `${drawn}`, '-npl', `${parallel}`, '-pps', '--output-format', 'jsonl'],
  ]);
  const line = stdout.split('\n').find((each) => each.startsWith('{'));
  if (!line) throw new Error(`llama-batched-bench printed no result: ${stdout}`);
  const { t_pp, t_tg } = JSON.parse(line) as Line;
  return { whole: (parallel * drawn) / (t_pp + t_tg), drawing: (parallel * drawn) / t_tg };
}
