import { languageTools } from './languages/index.ts';
import type { Problem } from './types.ts';

/** The program that tells whether `solution` is right: it ends with `passedExit` only if it is. */
export function programText(problem: Problem, solution: string): string {
  const { language, start, setup, tests } = problem;
  const code = (start ?? '') + solution;
  return languageTools[language].source(setup === '' ? code : `${setup}\n${code}`, tests);
}
