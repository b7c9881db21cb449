import { judgedFunctions, type Unlearnable } from '../cycle/learnable.ts';
import { displayPath } from '../source/sourceFile.ts';
import type { Core } from './core.ts';
import { verdictTable } from './scan/table.ts';

/**
 * `roundtrip scan PATH...`: what background learning would read, and why not the rest: a line for each
 * function for programs, the counts for people.
 */
export async function scan(core: Core, paths: readonly string[]): Promise<void> {
  const { output } = core;
  const counts = new Map<Unlearnable | null, number>();
  let done = 0;
  const note = (sentence: string) => output.note(sentence);
  for await (const { file, unit, reason } of judgedFunctions(core, paths, note)) {
    const path = displayPath(file);
    output.progress(`${++done} functions, now ${path}`);
    const { qualifiedName } = unit;
    output.record({ path, qualifiedName, eligible: reason === null, reason });
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  output.report(() => verdictTable(counts));
}
