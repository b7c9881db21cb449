import { existsSync, readFileSync } from 'node:fs';
import type { CodeParser } from '../../../src/parse/parser.ts';
import { unitOf } from '../../support/units.ts';
import type { BenchFunction } from './functions.ts';

/** A function and what it was replaced by, with what running both showed. */
export interface Pair {
  readonly id: string;
  /** Names the original. */
  readonly group: string;
  readonly original: string;
  readonly candidate: string;
  readonly setting: string;
  readonly equal: boolean;
}

/** The labelled pairs of the reward study. @throws Error when the file is not there. */
export function labelledPairs(path: string): Pair[] {
  if (!existsSync(path)) {
    throw new Error(`There are no labelled pairs at ${path}. Name their file by --pairs FILE.`);
  }
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line): Pair => JSON.parse(line));
}

/** The functions that the pairs start from, each once, in the file's order. */
export async function originalsOf(
  parser: CodeParser,
  pairs: readonly Pair[],
): Promise<BenchFunction[]> {
  await parser.load('python');
  const codes = new Map(pairs.map(({ group, original }) => [group, original]));
  return [...codes].map(([id, code]) => ({ id, unit: unitOf(parser, 'python', code) }));
}

/** Every second function is drawn for by the small model, every fourth by the slower larger one. */
export const stride = { small: 2, larger: 4 };

/** Every nth item, from the first. */
export function every<T>(n: number, items: readonly T[]): T[] {
  return items.filter((_, index) => index % n === 0);
}
