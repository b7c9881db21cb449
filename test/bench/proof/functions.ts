import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { functionUnits } from '../../../src/parse/functionUnits.ts';
import { languageOf } from '../../../src/parse/languages/index.ts';
import type { CodeParser } from '../../../src/parse/parser.ts';
import type { FunctionUnit, LanguageId } from '../../../src/parse/types.ts';
import { codeHash } from '../../../src/rollout/codeHash.ts';
import { repeatsEarlier, type Side, splitFunctions } from '../../../src/training/split.ts';
import type { ProofSource } from './sources.ts';

/** One function of the proof; `id` is the hash of its code. */
export interface ProofFunction {
  readonly id: string;
  readonly repository: string;
  readonly path: string;
  readonly unit: FunctionUnit;
  readonly side: Side;
}

/** Shorter ones say nothing; longer ones are mostly beyond a model of half a billion weights. */
const [fewestLines, mostLines, mostCharacters] = [4, 12, 500];
const heldOutShare = 0.25;
const notTheirOwn = /\/(tests?|testing|generators?)\//;

/**
 * All functions of the sources that are short enough for a small model, no two of them near
 * duplicates, in the order of their hashes, so that nobody chose them.
 */
export function proofFunctions(
  parser: CodeParser,
  sources: readonly ProofSource[],
): ProofFunction[] {
  const all = sources.flatMap(({ language, folder: repository }) =>
    sourceFiles(repository, language).flatMap((file) =>
      unitsOf(parser, language, file).map((unit) => ({
        id: codeHash(unit.code),
        repository,
        path: relative(repository, file),
        unit,
      })),
    ),
  );
  const repeats = repeatsEarlier(all.map(({ unit }) => unit.code));
  const distinct = all.filter((_, index) => !repeats[index]);
  const sides = splitFunctions(
    distinct.map(({ unit }) => unit.code),
    heldOutShare,
  );
  return distinct
    .map((one, index) => ({ ...one, side: sides[index] ?? 'train' }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** `count` functions of a side, two of Python for each of Ruby, so that any beginning has both. */
export function mixture(
  functions: readonly ProofFunction[],
  side: Side,
  count: number,
): ProofFunction[] {
  const of = (language: LanguageId) =>
    functions.filter((one) => one.side === side && one.unit.language === language);
  const [python, ruby] = [of('python'), of('ruby')];
  const mixed: ProofFunction[] = [];
  while (mixed.length < count && python.length + ruby.length > 0) {
    mixed.push(...python.splice(0, 2), ...ruby.splice(0, 1));
  }
  return mixed.slice(0, count);
}

function sourceFiles(folder: string, language: LanguageId): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => languageOf(path) === language && !notTheirOwn.test(path));
}

function unitsOf(parser: CodeParser, language: LanguageId, file: string): FunctionUnit[] {
  return functionUnits(parser, language, readFileSync(file, 'utf8')).filter(
    ({ parses, isStub, code }) => {
      const lines = code.split('\n').length;
      const fits = lines >= fewestLines && lines <= mostLines && code.length <= mostCharacters;
      return parses && !isStub && fits;
    },
  );
}
