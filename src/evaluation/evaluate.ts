import { concernsOneFunction } from '../common/errors.ts';
import type { Engine, GenerateRequest, Sampling } from '../engine/engine.ts';
import { greedySampling, pureSampling, userSampling } from '../prompt/sampling.ts';
import { completionPrompt, solutionIn } from './completionPrompt.ts';
import { ProgramRunner } from './programRunner.ts';
import { programText } from './programText.ts';
import type { Problem, Status, TaskResult } from './types.ts';

/** Problems that are asked for or judged at once: enough that the engine never waits. */
const inFlight = 32;

const samplings: Readonly<Record<Drawing, (seed: number) => Sampling>> = {
  greedy: () => greedySampling,
  user: userSampling,
  pure: pureSampling,
};

/** How samples are drawn: the one most likely, as users get them, or by the policy itself. */
export type Drawing = 'greedy' | 'user' | 'pure';

export interface EvaluationOptions {
  /** Solutions drawn for each problem; more than one of a greedy drawing are all the same. */
  readonly samples: number;
  readonly drawing: Drawing;
  /** The first sample's seed; each further sample of each problem has the next. */
  readonly seed: number;
}

interface Surroundings {
  /** With a model loaded, and an adapter in use where one is to be judged. */
  readonly engine: Pick<Engine, 'generateMany'>;
  /** Hears sentences for the person. */
  readonly note: (sentence: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Lets the model solve problems and runs what it wrote. Results come in the problems' order, as soon
 * as they are there. When this ends, however it does, no program runs and no folder is left.
 * @throws RoundtripError `tool-missing`, or whatever the engine throws; the signal's reason.
 */
export async function* evaluate(
  problems: readonly Problem[],
  options: EvaluationOptions,
  { engine, note, signal: outer }: Surroundings,
): AsyncGenerator<TaskResult, void, undefined> {
  const end = new AbortController();
  const signal = outer ? AbortSignal.any([outer, end.signal]) : end.signal;
  const languages = problems.map(({ language }) => language);
  const runner = await ProgramRunner.open(languages, note, { signal });
  const started: Promise<TaskResult>[] = [];
  try {
    for (const [index, problem] of problems.entries()) {
      const first = options.seed + index * options.samples;
      const result = solve(problem, { ...options, seed: first }, engine, runner, signal);
      result.catch(() => {}); // it is heard when its turn comes, or another failed before it
      started.push(result);
      const due = started[index - inFlight + 1];
      if (due !== undefined) yield await due;
    }
    for (const due of started.slice(-inFlight + 1)) yield await due;
  } finally {
    end.abort();
    await Promise.allSettled(started);
    await runner.close();
  }
}

async function solve(
  problem: Problem,
  { samples, drawing, seed }: EvaluationOptions,
  engine: Pick<Engine, 'generateMany'>,
  runner: ProgramRunner,
  signal: AbortSignal,
): Promise<TaskResult> {
  const { task, language } = problem;
  const { messages, constantMessages, prefill, stop, maxTokens } = completionPrompt(problem);
  const requests = Array.from({ length: samples }, (_, index): GenerateRequest => {
    const sampling = samplings[drawing]((seed + index) % 2 ** 32);
    return { prompt: { messages, constantMessages, prefill }, stop, maxTokens, sampling };
  });
  const completions = await engine.generateMany(requests, signal).catch((error) => {
    if (!concernsOneFunction(error)) throw error;
    return null;
  });
  if (!completions) return { task, language, outcomes: requests.map(() => 'no-answer') };
  const outcomes = completions.map(async ({ text }): Promise<Status> => {
    const solution = solutionIn(text);
    if (solution === null) return 'no-answer';
    return runner.run(language, programText(problem, solution), signal);
  });
  return { task, language, outcomes: await Promise.all(outcomes) };
}
