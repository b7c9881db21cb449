import { spawnSync } from 'node:child_process';
import type { OracleFunction } from './oracleFunction.ts';

interface ParsedFile {
  readonly path: string;
  readonly functions: readonly [line: number, name: string, doc?: string | null][];
}

/**
 * Runs a program that reads paths from stdin and prints a JSON line for each file that it can
 * parse. Null where it does not run here.
 */
export function parsedBy(
  command: string,
  args: readonly string[],
  paths: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Map<string, OracleFunction[]> | null {
  const run = spawnSync(command, args, {
    input: paths.join('\n'),
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    maxBuffer: 1 << 30,
  });
  if (run.status !== 0) return null;
  const lines = run.stdout.trimEnd().split('\n');
  return new Map(
    lines.map((line) => {
      const { path, functions } = JSON.parse(line) as ParsedFile;
      return [path, functions.map(([at, name, doc = null]) => ({ line: at, name, doc }))];
    }),
  );
}
