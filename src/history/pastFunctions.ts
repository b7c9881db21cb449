import { setImmediate } from 'node:timers/promises';
import type { Git } from '../git/git.ts';
import { docWords } from '../parse/docWords.ts';
import { functionUnits } from '../parse/functionUnits.ts';
import { languageOf } from '../parse/languages/index.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { type Blob, readBlobs } from './blobs.ts';

/** What tells a function of one version from those of another. */
export interface ComparedFunction {
  readonly name: string;
  readonly qualifiedName: string;
  /** Its documentation's words, see docWords; null without one. */
  readonly doc: string | null;
  readonly code: string;
}

/** A function in one version of its file. */
export interface PastFunction extends ComparedFunction {
  /** Signature and documentation, letter by letter as they stand in the file. */
  readonly head: string;
}

export function comparedFunction(unit: FunctionUnit): ComparedFunction {
  const { name, qualifiedName, existingDoc, code } = unit;
  return { name, qualifiedName, doc: existingDoc === null ? null : docWords(existingDoc), code };
}

function headOf({ range, bodyRange, docSlot }: FunctionUnit, text: string): string {
  const start = Math.min(range.start, docSlot.range.start);
  return text.slice(start, docSlot.placement === 'before' ? bodyRange.start : docSlot.range.end);
}

/** Files as they were committed, and their functions. Each version is read and parsed once. */
export class PastFunctions {
  private readonly blobs = new Map<string, Blob | null>();
  private readonly parsed = new Map<string, readonly PastFunction[]>();

  constructor(
    private readonly parser: CodeParser,
    private readonly git: Git,
  ) {}

  /** `path` as of `commit`; null where it was no file. Reads the `next` commits along with it. */
  async file(commit: string, path: string, next: readonly string[] = []): Promise<Blob | null> {
    const name = `${commit}:${path}`;
    const known = this.blobs.get(name);
    if (known !== undefined) return known;
    const names = [name, ...next.map((other) => `${other}:${path}`)];
    const wanted = [...new Set(names)].filter((each) => !this.blobs.has(each));
    const read = await readBlobs(this.git, wanted);
    for (const [index, each] of wanted.entries()) this.blobs.set(each, read[index] ?? null);
    return this.blobs.get(name) ?? null;
  }

  /** The functions in `path` as of `commit`; none where it was no file. */
  async inFile(commit: string, path: string): Promise<readonly PastFunction[]> {
    const blob = await this.file(commit, path);
    return blob ? this.inBlob(blob, path) : [];
  }

  /** The functions in a file's content; `path` tells the language. */
  async inBlob({ id, text }: Blob, path: string): Promise<readonly PastFunction[]> {
    const language = languageOf(path);
    if (!language) return [];
    const key = `${language} ${id}`;
    const known = this.parsed.get(key);
    if (known) return known;
    await setImmediate(); // lets an abort through; parsing itself never waits
    this.git.signal.throwIfAborted();
    await this.parser.load(language);
    const units = functionUnits(this.parser, language, text);
    const functions = units.map((unit) => ({
      ...comparedFunction(unit),
      head: headOf(unit, text),
    }));
    this.parsed.set(key, functions);
    return functions;
  }
}
