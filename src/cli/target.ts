import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { RoundtripError } from '../common/errors.ts';
import { functionNamed, functionOnLine } from '../parse/functionUnits.ts';
import type { CodeParser } from '../parse/parser.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { displayPath, readSource, type SourceFile, unitsOf } from '../source/sourceFile.ts';

/** The functions that a TARGET names, and the file they stand in. */
export interface Target {
  readonly file: SourceFile;
  readonly all: readonly FunctionUnit[];
  readonly units: readonly FunctionUnit[];
  /** The target named one function, not the whole file. */
  readonly single: boolean;
}

/**
 * Reads a TARGET: `FILE`, `FILE:LINE` or `FILE:NAME`.
 * @throws RoundtripError `usage`, `no-function`, `file-unreadable`, `unknown-language`.
 */
export async function readTarget(parser: CodeParser, target: string): Promise<Target> {
  const { path, place } = splitTarget(target);
  if (place === '') {
    throw new RoundtripError(
      'usage',
      `“${target}” ends where a line or a name should follow. Leave the colon out for all functions.`,
    );
  }
  const file = await readSource(resolve(path));
  const all = await unitsOf(parser, file);
  if (place === null) return { file, all, units: all, single: false };
  if (!/^\d+$/.test(place)) {
    return { file, all, units: [functionNamed(all, place)], single: true };
  }
  const unit = functionOnLine(all, file.text, Number(place));
  if (!unit) {
    throw new RoundtripError(
      'no-function',
      `There is no function on line ${place} of ${displayPath(file.path)}. List them with: roundtrip functions ${displayPath(file.path)}`,
    );
  }
  return { file, all, units: [unit], single: true };
}

/** A colon may be part of the path, so an existing file wins. */
function splitTarget(target: string): { path: string; place: string | null } {
  const colon = target.lastIndexOf(':');
  if (colon <= 0 || existsSync(target)) return { path: target, place: null };
  return { path: target.slice(0, colon), place: target.slice(colon + 1) };
}
