import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { evaluate } from '../../../src/evaluation/evaluate.ts';
import { readProblems } from '../../../src/evaluation/problems.ts';
import { wilsonInterval } from '../../../src/evaluation/wilsonInterval.ts';
import { CappedEngine } from '../samples/cappedEngine.ts';
import { smallModel } from '../samples/models.ts';
import { SampleFile } from '../samples/sampleFile.ts';
import { table } from '../table.ts';
import { proofFolder } from './folder.ts';
import type { Policy } from './policy.ts';

export const humanEvalLanguages = ['python', 'ruby'] as const;
export type HumanEvalLanguage = (typeof humanEvalLanguages)[number];

/** What became of one problem, drawn greedily. */
interface Solved {
  readonly id: string;
  readonly passed: boolean;
}

/**
 * How a policy does on HumanEval; what is not on the disk is drawn.
 * @param folder with the benchmark's files, see docs/evaluation.md.
 */
export async function solvedBy(
  { name, adapter }: Policy,
  language: HumanEvalLanguage,
  folder: string,
): Promise<Solved[]> {
  const problems = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readProblems(readFileSync(join(folder, file), 'utf8'), null).problems)
    .filter((problem) => problem.language === language);
  const path = join(proofFolder, 'samples', `${name}-humaneval-${language}.jsonl`);
  const file = new SampleFile<Solved>(path);
  const missing = problems.filter(({ task }) => !file.get(task));
  if (missing.length > 0) {
    const engine = await CappedEngine.start(resolve(smallModel));
    const note = (sentence: string) => console.error(sentence);
    try {
      await engine.useAdapter(adapter);
      const options = { samples: 1, drawing: 'greedy', seed: 1 } as const;
      for await (const { task, outcomes } of evaluate(missing, options, { engine, note })) {
        file.add({ id: task, passed: outcomes[0] === 'passed' });
        console.error(`${name}, HumanEval ${language}: ${task} ${outcomes[0]}`);
      }
    } finally {
      engine.dispose();
    }
  }
  return problems.flatMap(({ task }) => file.get(task) ?? []);
}

/** One row for each policy and language. */
export function humanEvalTable(
  rows: readonly (readonly [policy: string, HumanEvalLanguage, readonly Solved[]])[],
): string {
  const head = ['policy', 'language', 'problems', 'solved greedily', 'share', '95% interval'];
  return table(
    head,
    rows.map(([policy, language, solved]) => {
      const passed = solved.filter((one) => one.passed).length;
      const share = passed / solved.length;
      const [low, high] = wilsonInterval(share, solved.length) ?? [Number.NaN, Number.NaN];
      const percent = (value: number) => `${(100 * value).toFixed(1)}%`;
      const interval = `${percent(low)} to ${percent(high)}`;
      return [policy, language, `${solved.length}`, `${passed}`, percent(share), interval];
    }),
  );
}
