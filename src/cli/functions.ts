import { messageOf } from '../common/errors.ts';
import type { Core } from './core.ts';
import { styled } from './output.ts';
import { displayPath, readSource, unitsOf } from './sourceFile.ts';
import { sourcePaths } from './sourcePaths.ts';

/** `roundtrip functions PATH...`: lists functions, file by file. */
export async function listFunctions(core: Core, paths: readonly string[]): Promise<void> {
  const files = await sourcePaths(paths, core.signal);
  for (const path of files) {
    core.signal.throwIfAborted();
    try {
      const file = await readSource(path);
      for (const unit of await unitsOf(core.parser, file)) {
        const { language, kind, name, qualifiedName, signature, line, endLine } = unit;
        const doc = unit.existingDoc;
        const docRange = doc === null ? null : unit.docSlot.range;
        core.output.result(
          {
            path: displayPath(path),
            ...{ language, kind, name, qualifiedName, signature, line, endLine },
            ...unit.range,
            doc,
            docStart: docRange?.start ?? null,
            docEnd: docRange?.end ?? null,
          },
          () =>
            `${displayPath(path)}:${line} ${styled('bold', qualifiedName)}${doc === null ? '' : styled('dim', '  documented')}`,
        );
      }
    } catch (error) {
      if (files.length === 1) throw error;
      core.output.note(`Skipped: ${messageOf(error)}`);
    }
  }
}
