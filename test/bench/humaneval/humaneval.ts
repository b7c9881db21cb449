/**
 * Checks the benchmark and what judges it: over a folder with HumanEval and its translations, the
 * benchmark's own solutions (or, where it has none, answer keys) must pass and stubs must fail.
 * `npm run bench:humaneval -- FOLDER [LANGUAGE...]`
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProblems } from '../../../src/evaluation/problems.ts';
import { ProgramRunner } from '../../../src/evaluation/programRunner.ts';
import { programText } from '../../../src/evaluation/programText.ts';
import { evaluationLanguages, type Problem } from '../../../src/evaluation/types.ts';
import { table } from '../table.ts';
import { answerKey, stubs } from './answerKey.ts';

const [folder, ...chosen] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name the folder with the .jsonl files: npm run bench:humaneval -- FOLDER');
  process.exit(2);
}
const all = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readProblems(readFileSync(join(folder, name), 'utf8'), null).problems);
const languages = evaluationLanguages.filter((one) => chosen.length === 0 || chosen.includes(one));
const runner = await ProgramRunner.open(languages, (sentence) => console.error(sentence));
try {
  const rows: string[][] = [];
  for (const language of languages) {
    const problems = all.filter((problem) => problem.language === language);
    const started = performance.now();
    const solved = await count(problems, (one) => one.solution ?? answerKey(one), 'passed');
    const broken = await count(problems, ({ language }) => stubs[language], 'not passed');
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    rows.push([language, String(problems.length), String(solved), String(broken), seconds]);
  }
  console.log(table(['language', 'problems', 'solutions pass', 'stubs fail', 'seconds'], rows));
  if (rows.some(([, problems, ...counts]) => counts.slice(0, 2).some((one) => one !== problems))) {
    process.exitCode = 1;
  }
} finally {
  await runner.close();
}

/** How many solutions end as they should; the others are named. */
async function count(
  problems: readonly Problem[],
  solutionOf: (problem: Problem) => string | null,
  expected: 'passed' | 'not passed',
): Promise<number> {
  const right = await Promise.all(
    problems.map(async (problem) => {
      const solution = solutionOf(problem);
      if (solution === null) throw new Error(`${problem.task} has no solution.`);
      const status = await runner.run(problem.language, programText(problem, solution));
      if ((status === 'passed') === (expected === 'passed')) return true;
      console.log(`${problem.task}: ${status}, not as it should`);
      return false;
    }),
  );
  return right.filter(Boolean).length;
}
