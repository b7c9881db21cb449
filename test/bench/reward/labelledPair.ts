import { readFileSync } from 'node:fs';
import type { LanguageId } from '../../../src/parse/types.ts';

/** A function and another text of it, with the verdict of running both. One line of a pairs file. */
export interface LabelledPair {
  readonly id: string;
  /** The function: the original of all its pairs. */
  readonly group: string;
  readonly language: LanguageId;
  readonly original: string;
  readonly candidate: string;
  /** How the pair was made: `single`, `matched`, `graded`, `held`, `natural`, `recon`, `tool`, … */
  readonly setting: string;
  /** Rewrites joined by `+`, then `|` and the mutants. */
  readonly transform: string;
  /** The number of rewrites and mutants, 1 at least. */
  readonly depth: number;
  /** Both gave the same output, exception and argument mutations on every input. */
  readonly equal: boolean;
  /** The share of inputs on which they agree. */
  readonly agree: number;
  /** Lines of the original. */
  readonly lines: number;
  /** `package@version`, where it is not told by the file. */
  readonly source?: string;
  readonly license?: string;
}

/** @throws SyntaxError naming the file and line that is no JSON. */
export function readPairs(file: string): LabelledPair[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index): LabelledPair[] => {
      if (line.trim() === '') return [];
      try {
        return [JSON.parse(line)];
      } catch (cause) {
        throw new SyntaxError(`${file}:${index + 1} is no JSON.`, { cause });
      }
    });
}
