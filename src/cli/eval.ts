import { basename, resolve } from 'node:path';
import { RoundtripError } from '../common/errors.ts';
import { benchmarkFiles, isBenchmarkName } from '../evaluation/benchmarkFiles.ts';
import { evaluationVersion } from '../evaluation/completionPrompt.ts';
import { type EvaluationOptions, evaluate } from '../evaluation/evaluate.ts';
import { readProblems } from '../evaluation/problems.ts';
import { reportOf, summaryOf } from '../evaluation/summary.ts';
import type { EvaluationLanguage, Problem, TaskResult } from '../evaluation/types.ts';
import { freshSeed } from '../roundTrip.ts';
import { displayPath, readText } from '../source/sourceFile.ts';
import type { Core } from './core.ts';
import { summaryText, taskRow } from './eval/text.ts';
import { readyModel } from './readyModel.ts';

export interface EvalFlags {
  readonly language?: EvaluationLanguage;
  readonly samples: number;
  readonly limit?: number;
}

/** `roundtrip eval humaneval|mbpp|FILE.jsonl`: the share of problems that the model solves. */
export async function evaluateBenchmark(core: Core, name: string, flags: EvalFlags): Promise<void> {
  const problems = await problemsOf(core, name, flags);
  await readyModel(core);
  const options: EvaluationOptions = {
    samples: flags.samples,
    // The one most likely answer, or as people get theirs.
    drawing: flags.samples === 1 ? 'greedy' : 'user',
    seed: core.options.seed ?? freshSeed(),
  };
  const { engine, output, signal } = core;
  const note = (sentence: string) => output.note(sentence);
  const width = Math.max(...problems.map(({ task }) => task.length));
  const started = Date.now();
  const results: TaskResult[] = [];
  output.progress(`0 of ${problems.length} tasks`);
  for await (const result of evaluate(problems, options, { engine, note, signal })) {
    results.push(result);
    const report = reportOf(result);
    output.result(report, () => taskRow(report, width));
    output.progress(`${results.length} of ${problems.length} tasks`);
  }
  const seconds = Math.round((Date.now() - started) / 100) / 10;
  const facts = { ...core.session.identity(), drawing: options.drawing, seed: options.seed };
  for (const [language, some] of Map.groupBy(results, (result) => result.language)) {
    const benchmark = isBenchmarkName(name) ? name : basename(name);
    const summary = summaryOf(language, some);
    output.result(
      { summary: { benchmark, ...summary, prompt: evaluationVersion, ...facts, seconds } },
      () => summaryText(summary),
    );
  }
}

/** Lines that can't be judged get their error; the others are evaluated. */
async function problemsOf(
  { dataDirectory, output }: Core,
  name: string,
  { language, limit }: EvalFlags,
): Promise<readonly Problem[]> {
  const isNamed = isBenchmarkName(name);
  const paths = isNamed ? await benchmarkFiles(name, dataDirectory) : [resolve(name)];
  const wanted = language ?? (isNamed ? 'python' : null);
  const all: Problem[] = [];
  for (const path of paths) {
    const { problems, unusable } = readProblems(await readText(path), wanted);
    all.push(...problems);
    for (const { line, error } of unusable) {
      const place = displayPath(path);
      output.result({ path: place, line, error }, () => `${place}:${line}  ${error}`);
    }
  }
  if (all.length > 0) return all.slice(0, limit);
  throw new RoundtripError(
    'problems-unusable',
    `There is no problem${wanted ? ` in ${wanted}` : ''} to evaluate in ${paths.map(displayPath).join(', ')}. Check the file${language ? ' and --language' : ''}.`,
  );
}
