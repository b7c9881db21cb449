import { splitRepository } from '../../cycle/splitRepository.ts';
import { evaluateHeldOut, type HeldOutResult } from '../../evaluation/heldOut.ts';
import { mean } from '../../reward/mean.ts';
import { repositoryOf } from '../../rollout/place.ts';
import { pairedBootstrap } from '../../training/statistics.ts';
import type { Core } from '../core.ts';
import type { EvalFlags } from '../eval.ts';
import { percent, styled } from '../output.ts';
import { readyModel } from '../readyModel.ts';

/**
 * `roundtrip eval heldout`: how good the docs of functions are that nothing was learned from, in the
 * working directory's repository.
 */
export async function evaluateHeldOutFunctions(
  core: Core,
  { language, limit }: Omit<EvalFlags, 'samples'>,
): Promise<void> {
  const { output, signal } = core;
  const listener = { onNote: (sentence: string) => output.note(sentence) };
  const { judged } = await splitRepository({ ...core, listener }, repositoryOf('.'));
  const functions = judged
    .filter(({ unit }) => language === undefined || unit.language === language)
    .slice(0, limit);
  if (functions.length === 0) {
    output.note('No function of this repository is held out: it has too few of 3 to 150 lines.');
    return;
  }
  await readyModel(core);
  const started = Date.now();
  const identity = () => core.session.identity();
  const results = await evaluateHeldOut(
    functions,
    { ...core, identity },
    {
      signal,
      onProgress: (done, total) => output.progress(`${done} of ${total} functions`),
    },
  );
  for (const [index, { place, unit }] of functions.entries()) {
    const { doc: _, ...judgement } = results[index] ?? {};
    const { qualifiedName } = unit;
    const line = { path: place.path, qualifiedName, language: unit.language, ...judgement };
    output.result(line, () =>
      [
        percent(results[index]?.reward ?? null).padStart(4),
        `${place.path}:${unit.line} ${styled('bold', qualifiedName)}`,
      ].join('  '),
    );
  }
  const seconds = Math.round((Date.now() - started) / 100) / 10;
  const summary = {
    ...{ benchmark: 'heldout', ...summaryOf(results), ...identity(), seconds },
  };
  output.result({ summary }, () => {
    const { functions: judgedFunctions, meanReward, interval, meanLift } = summary;
    const range = interval ? ` [${interval.map(percent).join(', ')}]` : '';
    return `${judgedFunctions} functions: mean reward ${percent(meanReward)}${range}, mean lift ${percent(meanLift)}.`;
  });
}

function summaryOf(results: readonly HeldOutResult[]) {
  const rewards = results.flatMap(({ reward }) => reward ?? []);
  // The interval of a mean is that of its difference from nothing.
  const nothing = rewards.map(() => 0);
  return {
    functions: results.length,
    meanReward: mean(rewards),
    interval: rewards.length === 0 ? null : pairedBootstrap(nothing, rewards).interval,
    meanLift: mean(results.flatMap(({ lift }) => lift ?? [])),
  };
}
