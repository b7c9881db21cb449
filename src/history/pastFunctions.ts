import { setImmediate } from 'node:timers/promises';
import { docWords } from '../parse/docWords.ts';
import { functionUnits } from '../parse/functionUnits.ts';
import { languageOf } from '../parse/languages/index.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { type Blob, readBlobs } from './blobs.ts';
import type { Git } from './git.ts';

/** What is kept of a function in one version of its file. */
export interface PastFunction {
  readonly name: string;
  readonly qualifiedName: string;
  /** Its documentation's words, see docWords; null without one. */
  readonly doc: string | null;
  readonly code: string;
}

export function pastFunction(unit: FunctionUnit): PastFunction {
  const { name, qualifiedName, existingDoc, code } = unit;
  return { name, qualifiedName, doc: existingDoc === null ? null : docWords(existingDoc), code };
}

/** The functions of files as they were committed. Each version is read and parsed once. */
export class PastFunctions {
  private readonly byName = new Map<string, readonly PastFunction[]>();
  private readonly byBlob = new Map<string, readonly PastFunction[]>();

  constructor(
    private readonly parser: CodeParser,
    private readonly git: Git,
  ) {}

  /** In `path` as of `commit`; none where it was no file. Reads the `next` commits along with it. */
  async inFile(
    commit: string,
    path: string,
    next: readonly string[] = [],
  ): Promise<readonly PastFunction[]> {
    const name = `${commit}:${path}`;
    const known = this.byName.get(name);
    if (known) return known;
    const names = [name, ...next.map((other) => `${other}:${path}`)];
    const wanted = [...new Set(names)].filter((each) => !this.byName.has(each));
    const blobs = await readBlobs(this.git, wanted);
    for (const [index, each] of wanted.entries()) {
      const blob = blobs[index];
      this.byName.set(each, blob ? await this.inBlob(blob, path) : []);
    }
    return this.byName.get(name) ?? [];
  }

  /** In a file's content; `path` tells the language. */
  async inBlob(blob: Blob, path: string): Promise<readonly PastFunction[]> {
    const language = languageOf(path);
    if (!language) return [];
    const key = `${language} ${blob.id}`;
    const known = this.byBlob.get(key);
    if (known) return known;
    await setImmediate(); // lets an abort through; parsing itself never waits
    this.git.signal.throwIfAborted();
    await this.parser.load(language);
    const functions = functionUnits(this.parser, language, blob.text).map(pastFunction);
    this.byBlob.set(key, functions);
    return functions;
  }
}
