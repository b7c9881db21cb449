import { spawnSync } from 'node:child_process';
import type { OracleFunction } from './oracleFunction.ts';

interface Tag {
  readonly path: string;
  readonly name: string;
  readonly line: number;
}

/** Functions, methods and interface methods as Universal Ctags finds them; null without it. */
export function goFunctions(paths: readonly string[]): Map<string, OracleFunction[]> | null {
  const options = ['--output-format=json', '--fields=NFn', '--languages=Go', '--kinds-Go=fn'];
  const run = spawnSync('ctags', [...options, '-L', '-', '-f', '-'], {
    input: paths.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (run.status !== 0) return null;
  const found = new Map<string, OracleFunction[]>(paths.map((path) => [path, []]));
  for (const line of run.stdout.split('\n')) {
    if (line === '') continue;
    const { path, name, line: at } = JSON.parse(line) as Tag;
    found.get(path)?.push({ line: at, name });
  }
  return found;
}
