import { readFile, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { RoundtripError } from '../common/errors.ts';
import { writeWhole } from '../common/writeWhole.ts';
import { functionUnits } from '../parse/functionUnits.ts';
import { languageOf } from '../parse/languages/index.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { FunctionUnit, LanguageId } from '../parse/types.ts';

const byteOrderMark = '\uFEFF';

/** A source file as VS Code sees it: its byte order mark is kept, but is not part of the text. */
export interface SourceFile {
  readonly path: string;
  readonly language: LanguageId;
  readonly text: string;
  readonly hasByteOrderMark: boolean;
}

/** @throws RoundtripError `file-unreadable`, `unknown-language`. */
export async function readSource(path: string): Promise<SourceFile> {
  const language = languageOf(path);
  if (!language) {
    throw new RoundtripError(
      'unknown-language',
      `${displayPath(path)} is in no language that Roundtrip knows. It documents Python, TypeScript, JavaScript, Go and Ruby.`,
    );
  }
  const whole = await readUtf8(path);
  const hasByteOrderMark = whole.startsWith(byteOrderMark);
  return { path, language, text: hasByteOrderMark ? whole.slice(1) : whole, hasByteOrderMark };
}

/** The text of any file, without its byte order mark. @throws RoundtripError `file-unreadable`. */
export async function readText(path: string): Promise<string> {
  const whole = await readUtf8(path);
  return whole.startsWith(byteOrderMark) ? whole.slice(1) : whole;
}

async function readUtf8(path: string): Promise<string> {
  const shown = displayPath(path);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'does not exist' : `can't be read (${error.code})`;
    throw new RoundtripError('file-unreadable', `${shown} ${why}. Check the path.`, { path });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new RoundtripError(
      'file-unreadable',
      `${shown} is not UTF-8. Convert it to UTF-8 and try again.`,
      { path },
      { cause: error },
    );
  }
}

/** Writes `text` in place of the file's, whole or not at all. @throws `file-read-only`. */
export async function writeSource(file: SourceFile, text: string): Promise<SourceFile> {
  const { mode } = await stat(file.path);
  if ((mode & 0o222) === 0) {
    throw new RoundtripError(
      'file-read-only',
      `${displayPath(file.path)} is read-only, so nothing was changed. Make it writable and try again.`,
      { path: file.path },
    );
  }
  await writeWhole(file.path, (file.hasByteOrderMark ? byteOrderMark : '') + text, mode);
  return { ...file, text };
}

/** All functions of the file, in source order. */
export async function unitsOf(parser: CodeParser, file: SourceFile): Promise<FunctionUnit[]> {
  await parser.load(file.language);
  return functionUnits(parser, file.language, file.text);
}

/** Paths in output are relative to the working directory. */
export function displayPath(path: string): string {
  return relative(process.cwd(), path) || path;
}
