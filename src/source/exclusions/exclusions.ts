import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { SourceFile } from '../sourceFile.ts';
import { contentExclusion } from './contentExclusion.ts';
import { type LinguistAttributes, linguistAttributes, noAttributes } from './gitAttributes.ts';
import { pathExclusion } from './pathExclusion.ts';
import { RoundtripIgnore } from './roundtripIgnore.ts';
import type { Exclusion } from './types.ts';

/** Which files of one repository, or of a folder outside of any, are not learned from. */
export class Exclusions {
  private constructor(
    private readonly root: string,
    private readonly attributes: ReadonlyMap<string, LinguistAttributes>,
    private readonly ignored: RoundtripIgnore,
  ) {}

  /** @param root of the repository, or the folder. @throws the signal's reason. */
  static async of(
    root: string,
    files: readonly string[],
    signal: AbortSignal,
  ): Promise<Exclusions> {
    const paths = files.map((file) => pathIn(root, file));
    const attributes = existsSync(join(root, '.git'))
      ? await linguistAttributes(root, paths, signal)
      : new Map();
    return new Exclusions(root, attributes, new RoundtripIgnore(root));
  }

  /** Why nothing in a file is learned from, or null. What `.gitattributes` say goes before a guess. */
  async reasonFor({ path: file, language, text }: SourceFile): Promise<Exclusion | null> {
    if (await this.ignored.ignores(file)) return 'ignored';
    const path = pathIn(this.root, file);
    const told = this.attributes.get(path) ?? noAttributes;
    if (told.generated) return 'generated';
    if (told.vendored) return 'vendored';
    const guesses = [pathExclusion(path), contentExclusion(language, text)];
    return guesses.find((guess) => guess !== null && !isDenied(guess, told)) ?? null;
  }
}

function isDenied(guess: Exclusion, { vendored, generated }: LinguistAttributes): boolean {
  if (guess === 'vendored') return vendored === false;
  return (guess === 'generated' || guess === 'minified') && generated === false;
}

function pathIn(root: string, file: string): string {
  return relative(root, file).split(sep).join('/');
}
