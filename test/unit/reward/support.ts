import { readFileSync } from 'node:fs';
import type { LanguageId } from '../../../src/parse/types.ts';
import { createReward } from '../../../src/reward/reward.ts';
import type { Reward } from '../../../src/reward/types.ts';
import { testParser } from '../../support/grammars.ts';

export const languages = [
  'python',
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
  'go',
  'ruby',
] as const satisfies readonly LanguageId[];

export const parser = testParser();
await parser.load(...languages);

export const reward = createReward(parser);

/** The reward of `candidate`, most tests' question. */
export function score(
  language: LanguageId,
  original: string,
  candidate: string,
  doc?: string,
): Reward {
  return reward({ language, code: original }, candidate, doc);
}

/** A line of test/fixtures/functions. */
export interface RealFunction {
  readonly language: LanguageId;
  readonly package: string;
  readonly qualifiedName: string;
  readonly path: string;
  readonly version: string;
  readonly license: string;
  readonly code: string;
  readonly doc: string | null;
}

export const realFunctions: readonly RealFunction[] = languages.flatMap((language) =>
  readFileSync(`test/fixtures/functions/${language}.jsonl`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): RealFunction => JSON.parse(line)),
);
