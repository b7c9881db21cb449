import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** In any folder of a repository, in the syntax of `.gitignore`. */
export const ignoreFile = '.roundtripignore';

/** What the `.roundtripignore` files of one folder and the folders in it leave out. */
export class RoundtripIgnore {
  private readonly patterns = new Map<string, Promise<Ignore | null>>();

  /** @param root the folder above which no file is looked for. */
  constructor(private readonly root: string) {}

  /** As git would: a file farther down says the last word. */
  async ignores(file: string): Promise<boolean> {
    let isIgnored = false;
    for (const folder of this.foldersOf(file)) {
      const patterns = await this.patternsIn(folder);
      const told = patterns?.test(relative(folder, file).split(sep).join('/'));
      if (told?.ignored) isIgnored = true;
      else if (told?.unignored) isIgnored = false;
    }
    return isIgnored;
  }

  /** From the root down to the one that the file lies in. */
  private foldersOf(file: string): string[] {
    const folders: string[] = [];
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      folders.unshift(folder);
      if (folder === this.root || folder === dirname(folder)) return folders;
    }
  }

  private patternsIn(folder: string): Promise<Ignore | null> {
    const known = this.patterns.get(folder) ?? readPatterns(join(folder, ignoreFile));
    this.patterns.set(folder, known);
    return known;
  }
}

async function readPatterns(path: string): Promise<Ignore | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : ignore().add(text);
}
