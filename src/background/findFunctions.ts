import type { CycleParts } from '../cycle/cycleParts.ts';
import type { FoundFunction } from '../cycle/eligibleFunctions.ts';
import { judgedFunctions } from '../cycle/learnable.ts';
import { splitRepository } from '../cycle/splitRepository.ts';
import type { LanguageId } from '../parse/types.ts';
import { codeHash } from '../rollout/codeHash.ts';
import { placeOfFile } from '../rollout/place.ts';
import { readSource, unitsOf } from '../source/sourceFile.ts';

/** A function that may be learned from, without its code: a repository has very many. */
export interface LearnableFunction {
  readonly file: string;
  readonly codeHash: string;
  readonly language: LanguageId;
}

type Parts = Pick<CycleParts, 'parser' | 'store' | 'signal'> & {
  readonly listener: Pick<CycleParts['listener'], 'onNote'>;
};

/** The functions of a repository that may be read and that no adapter is judged on. */
export async function findFunctions(
  parts: Parts,
  repository: string,
): Promise<LearnableFunction[]> {
  const heldOut = new Set((await splitRepository(parts, repository)).heldOut);
  const found: LearnableFunction[] = [];
  const note = (sentence: string) => parts.listener.onNote(sentence);
  for await (const { file, place, unit, reason } of judgedFunctions(parts, [repository], note)) {
    const hash = codeHash(unit.code);
    if (reason !== null || place.repository !== repository || heldOut.has(hash)) continue;
    found.push({ file, codeHash: hash, language: unit.language });
  }
  return found;
}

/** The function as it stands in its file now, or null where it was changed since. */
export async function stillThere(
  { parser }: Pick<CycleParts, 'parser'>,
  { file, codeHash: hash }: LearnableFunction,
): Promise<FoundFunction | null> {
  const units = await readSource(file)
    .then((source) => unitsOf(parser, source))
    .catch(() => []);
  const unit = units.find(({ code }) => codeHash(code) === hash);
  if (!unit) return null;
  const nearbyDocs = units.flatMap(({ existingDoc }) => existingDoc ?? []);
  return { file, place: placeOfFile(file), unit, nearbyDocs };
}
