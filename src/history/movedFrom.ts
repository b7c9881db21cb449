import { extname } from 'node:path';
import type { Git } from '../git/git.ts';
import { languageOf } from '../parse/languages/index.ts';
import { readBlobs } from './blobs.ts';
import { likeliest, vanished } from './counterpart.ts';
import type { PastFunction, PastFunctions } from './pastFunctions.ts';

/** More files than this in one commit are not searched: a mass change, or vendored code. */
const mostFiles = 400;

/** A function that was in another file before a commit moved it. */
export interface MovedFunction extends PastFunction {
  readonly path: string;
}

/** A file that a commit changed or deleted: its content before, and after if there is one. */
interface ChangedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string | null;
}

/**
 * Where `moved`, which `commit` brought into `path`, was before: a function of the same
 * documentation that the commit took out of another file of the language. Null if it was new.
 */
export async function movedFrom(
  git: Git,
  past: PastFunctions,
  commit: string,
  path: string,
  moved: PastFunction,
): Promise<MovedFunction | null> {
  const files = (await changedFiles(git, commit)).filter(
    (file) => file.path !== path && isSameFamily(file.path, path),
  );
  if (files.length > mostFiles) return null;
  const befores = await readBlobs(
    git,
    files.map(({ before }) => before),
  );
  const word = longestWord(moved.doc ?? '');
  const candidates: MovedFunction[] = [];
  for (const [index, file] of files.entries()) {
    const before = befores[index];
    if (!before?.text.includes(word)) continue;
    const [after = null] = file.after === null ? [] : await readBlobs(git, [file.after]);
    const gone = vanished(
      moved.doc,
      await past.inBlob(before, file.path),
      after ? await past.inBlob(after, file.path) : [],
    );
    candidates.push(...gone.map((one) => ({ ...one, path: file.path })));
  }
  return likeliest(moved, candidates);
}

/** What `commit` changed against its first parent, added files left out. */
async function changedFiles(git: Git, commit: string): Promise<ChangedFile[]> {
  const listed = await git.tryRun(
    ...['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--diff-filter=MD'],
    ...[`${commit}^1`, commit],
  );
  const fields = (listed ?? '').split('\0'); // Null for the first commit of all.
  const files: ChangedFile[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, , before = '', after = '', status] = fields[at]?.split(' ') ?? [];
    files.push({ path: fields[at + 1] ?? '', before, after: status === 'D' ? null : after });
  }
  return files;
}

const ecmascript = /^\.[cm]?[jt]sx?$/;

/** A function may move from JavaScript to TypeScript, but not from Go to Ruby. */
function isSameFamily(one: string, other: string): boolean {
  const ends = [one, other].map((path) => extname(path).toLowerCase());
  if (ends.every((end) => ecmascript.test(end))) return true;
  return languageOf(one) !== null && languageOf(one) === languageOf(other);
}

/** A word that any text with this documentation has, whatever comment marks stand between. */
function longestWord(doc: string): string {
  const words = doc.match(/\w+/g) ?? [];
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}
