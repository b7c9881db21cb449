import { languageTools } from './languages/index.ts';
import type { Problem } from './types.ts';

/** The program that tells whether `solution` is right: it ends with `passedExit` only if it is. */
export function programText(problem: Problem, solution: string): string {
  const { language, start, setup, tests } = problem;
  const code = start === null ? solution : joined(start, solution);
  return languageTools[language].source(setup === '' ? code : `${setup}\n${code}`, tests);
}

/** A signature and a body must not grow together into one word. */
function joined(start: string, solution: string): string {
  return /\s$/.test(start) || /^\s/.test(solution) ? start + solution : `${start}\n${solution}`;
}
