import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Compares with the file at `path`; a missing file fails. UPDATE_GOLDEN=1 writes it instead. */
export function expectGolden(actual: string, path: string): void {
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, actual);
  expect(actual).toBe(readFileSync(path, 'utf8'));
}
