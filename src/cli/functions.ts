import { resolve } from 'node:path';
import { RoundtripError } from '../common/errors.ts';
import type { FunctionUnit } from '../parse/types.ts';
import { displayPath, readSource, unitsOf } from '../source/sourceFile.ts';
import { sourcePaths } from '../source/sourcePaths.ts';
import type { Core } from './core.ts';
import { styled } from './output.ts';

/**
 * `roundtrip functions PATH...`: lists functions, file by file. A file that can't be read is noted;
 * one that was named itself fails the command, after the others.
 */
export async function listFunctions(core: Core, paths: readonly string[]): Promise<void> {
  const named = new Set(paths.map((path) => resolve(path)));
  let failure: RoundtripError | null = null;
  for (const path of await sourcePaths(paths, core.signal)) {
    core.signal.throwIfAborted();
    try {
      const file = await readSource(path);
      for (const unit of await unitsOf(core.parser, file)) show(core, displayPath(path), unit);
    } catch (error) {
      if (!(error instanceof RoundtripError)) throw error;
      if (failure || !named.has(path)) core.output.note(`Skipped: ${error.message}`);
      else failure = error;
    }
  }
  if (failure) throw failure;
}

function show({ output }: Core, path: string, unit: FunctionUnit): void {
  const { language, kind, name, qualifiedName, signature, line, endLine, existingDoc: doc } = unit;
  const docRange = doc === null ? null : unit.docSlot.range;
  output.result(
    {
      path,
      ...{ language, kind, name, qualifiedName, signature, line, endLine },
      ...unit.range,
      doc,
      docStart: docRange?.start ?? null,
      docEnd: docRange?.end ?? null,
    },
    () => {
      const documented = doc === null ? '' : styled('dim', '  documented');
      return `${path}:${line} ${styled('bold', qualifiedName)}${documented}`;
    },
  );
}
