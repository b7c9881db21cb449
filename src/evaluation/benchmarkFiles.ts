import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RoundtripError } from '../common/errors.ts';

/** The benchmarks that go by a name, each with the file its authors published. */
const published = { humaneval: 'HumanEval.jsonl', mbpp: 'mbpp.jsonl' } as const;

export type BenchmarkName = keyof typeof published;

export function isBenchmarkName(name: string): name is BenchmarkName {
  return Object.hasOwn(published, name);
}

/**
 * The files of a benchmark that the user has put into the data folder: all whose names begin with its
 * own, in any case, so that translations lie beside the original.
 * @throws RoundtripError `problems-unusable` that says where to put which file.
 */
export async function benchmarkFiles(
  name: BenchmarkName,
  dataDirectory: string,
): Promise<readonly string[]> {
  const folder = join(dataDirectory, 'benchmarks');
  const files = await readdir(folder).catch(() => []);
  const found = files.filter((file) => {
    const lowerCase = file.toLowerCase();
    return lowerCase.startsWith(name) && lowerCase.endsWith('.jsonl');
  });
  if (found.length > 0) return found.sort().map((file) => join(folder, file));
  throw new RoundtripError(
    'problems-unusable',
    `The benchmark is not on this machine. Put its ${published[name]} (and translations, as ${name}-ruby.jsonl) into ${folder}, or name any file: roundtrip eval PATH/TO/${published[name]}`,
    { folder },
  );
}
