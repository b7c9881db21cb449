import type { Git } from '../git/git.ts';

export interface Blob {
  readonly id: string;
  readonly text: string;
}

const lineFeed = 10;

/**
 * The files of these names (an object's id, or `COMMIT:PATH`), in their order; null for what is no
 * file. Filters do not run: line ends are as they were committed.
 * @throws GitError, as where a partial clone lacks an object.
 */
export async function readBlobs(git: Git, names: readonly string[]): Promise<(Blob | null)[]> {
  const onLines = await Promise.all(names.map((name) => onOneLine(git, name)));
  const asked = onLines.filter((name) => name !== null);
  if (asked.length === 0) return names.map(() => null);
  const output = await git.bytes(['cat-file', '--batch'], `${asked.join('\n')}\n`);
  const found = new Map<string, Blob | null>();
  let start = 0;
  for (const name of asked) {
    const end = output.indexOf(lineFeed, start);
    const header = output.toString('utf8', start, end);
    start = end + 1;
    const [, id, type, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(header) ?? [];
    if (id === undefined) {
      found.set(name, null);
      continue;
    }
    const content = output.subarray(start, start + Number(size));
    found.set(name, type === 'blob' ? { id, text: decode(content) } : null);
    start += content.length + 1;
  }
  return onLines.map((name) => (name === null ? null : (found.get(name) ?? null)));
}

/** Names are asked for line by line, so a path with a line end goes by its object's id. */
async function onOneLine(git: Git, name: string): Promise<string | null> {
  if (!name.includes('\n')) return name;
  const id = await git.tryRun('rev-parse', '--verify', '--quiet', '--end-of-options', name);
  return id?.trim() ?? null;
}

/** UTF-8 without its byte order mark; what is none is taken for Latin-1, which takes anything. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
