import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A fresh folder for each test of a file, and a way to fill it. */
export function temporaryFolder() {
  let folder = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'roundtrip-unit-')));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return {
    path: (...names: string[]) => join(folder, ...names),
    /** Writes a file, with its folders. @returns its path. */
    write(name: string, content: string | Uint8Array = ''): string {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
  };
}
