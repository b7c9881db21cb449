import type { CodeParser } from '../parse/parser.ts';
import type { FunctionUnit } from '../parse/types.ts';
import type { CodeThenResult } from './types.ts';

/** Finds, for the functions of a file, what their code was when their docs were last touched. */
export class DocHistory {
  constructor(private readonly parser: CodeParser) {}

  /**
   * Walks back the file's history until each documentation changes or is absent. Documentations are
   * compared by their words. Follows renamed files and functions that were moved or renamed.
   * @param path the file, absolute.
   * @param units all functions of the file as it is now.
   * @param wanted those of `units` to look up; each must have a documentation.
   * @returns an entry for each of `wanted`. @throws only the signal's reason.
   */
  async codeThen(
    path: string,
    units: readonly FunctionUnit[],
    wanted: readonly FunctionUnit[],
    signal?: AbortSignal,
  ): Promise<Map<FunctionUnit, CodeThenResult>> {
    throw new Error(
      `Not built yet: ${path} ${units.length} ${wanted.length} ${signal} ${this.parser}`,
    );
  }
}
