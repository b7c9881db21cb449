import { type FileHandle, open } from 'node:fs/promises';
import type { ExportedGroup, GroupWriter } from './format.ts';

/** JSON lines: what each of `tables` makes of a group goes into the file of the same place. */
export class LinesWriter implements GroupWriter {
  private constructor(
    private readonly files: readonly FileHandle[],
    private readonly tables: (group: ExportedGroup) => readonly (readonly object[])[],
  ) {}

  static async open(
    paths: readonly string[],
    tables: (group: ExportedGroup) => readonly (readonly object[])[],
  ): Promise<LinesWriter> {
    const files: FileHandle[] = [];
    for (const path of paths) files.push(await open(path, 'wx'));
    return new LinesWriter(files, tables);
  }

  async write(group: ExportedGroup): Promise<void> {
    const tables = this.tables(group);
    for (const [index, file] of this.files.entries()) {
      const lines = (tables[index] ?? []).map((row) => `${JSON.stringify(row)}\n`);
      await file.appendFile(lines.join(''));
    }
  }

  async close(): Promise<void> {
    for (const file of this.files) await file.close();
  }
}
