import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const program = fileURLToPath(new URL('./hardTexts.ts', import.meta.url));
/** It takes seconds; a rule that goes back and forth without a bound would take years. */
const timeout = 180_000;

it(
  'no text keeps the search for secrets busy without an end',
  () => {
    const args = ['--import', 'tsx', program];
    const count = execFileSync(process.execPath, args, { encoding: 'utf8', timeout });
    expect(Number(count)).toBeGreaterThan(5_000);
  },
  timeout + 20_000,
);
