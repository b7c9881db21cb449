import type { CycleParts } from '../cycle/cycleParts.ts';
import { examinedFunctions, type FoundFunction } from '../cycle/eligibleFunctions.ts';
import { splitRepository } from '../cycle/splitRepository.ts';
import type { LanguageId } from '../parse/types.ts';
import { codeHash } from '../rollout/codeHash.ts';
import { readSource } from '../source/sourceFile.ts';

/** A function that may be learned from, without its code: a repository has very many. */
export interface LearnableFunction {
  readonly file: string;
  readonly codeHash: string;
  readonly language: LanguageId;
}

/** The functions of a repository that may be read and that no adapter is judged on. */
export async function findFunctions(
  parts: Parameters<typeof splitRepository>[0],
  repository: string,
): Promise<LearnableFunction[]> {
  const { learned } = await splitRepository(parts, repository);
  return learned.map(({ file, unit }) => {
    return { file, codeHash: codeHash(unit.code), language: unit.language };
  });
}

/** The function as it stands in its file now, or null where it was changed since. */
export async function stillThere(
  parts: Pick<CycleParts, 'parser'>,
  { file, codeHash: hash }: LearnableFunction,
): Promise<FoundFunction | null> {
  const functions = await readSource(file)
    .then((source) => examinedFunctions(parts, source))
    .catch(() => []);
  // Its documentation may be another by now, with a secret in it.
  return (
    functions.find(({ unit, unfit }) => unfit === null && codeHash(unit.code) === hash) ?? null
  );
}
