import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineClient } from '../../src/engine/client.ts';
import { testEngine, testModel } from '../support/engine.ts';

let engine: EngineClient;
let folder: string;
let hub: Server;
let address: string;

beforeAll(async () => {
  engine = await testEngine();
  folder = await mkdtemp(join(tmpdir(), 'roundtrip-download-'));
  hub = createServer((request, response) => void serve(request, response));
  hub.listen(0, '127.0.0.1');
  await once(hub, 'listening');
  address = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
});
afterAll(async () => {
  engine.dispose();
  hub.closeAllConnections();
  hub.close();
  await rm(folder, { recursive: true });
});

/** A hub with one model, which it sends by the range asked for and not too fast. */
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/silent.gguf') return;
  if (request.url === '/sign-in.gguf') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
    return;
  }
  if (request.url !== '/model.gguf') {
    response.writeHead(404).end();
    return;
  }
  const { size } = await stat(testModel());
  const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '');
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(Number(range?.[2] || size - 1), size - 1);
  response.writeHead(range ? 206 : 200, {
    'accept-ranges': 'bytes',
    'content-length': end - start + 1,
    ...(range && { 'content-range': `bytes ${start}-${end}/${size}` }),
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  for await (const chunk of createReadStream(testModel(), { start, end, highWaterMark: 2 ** 20 })) {
    if (response.destroyed) return;
    response.write(chunk);
    await delay(5);
  }
  response.end();
}

describe('a download', () => {
  it('that was aborted in the middle goes on from there, and the file is whole', async () => {
    const path = join(folder, 'models', 'model.gguf');
    const size = 98_362_432;
    const controller = new AbortController();
    const aborted = engine.download(
      `${address}/model.gguf`,
      path,
      controller.signal,
      (progress) => {
        expect(progress.totalBytes).toBe(size);
        if (progress.receivedBytes > size / 2) controller.abort();
      },
    );
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' }); // nothing half stands there

    await delay(300); // what was under way has ended
    const received: number[] = [];
    await engine.download(`${address}/model.gguf`, path, undefined, ({ receivedBytes }) => {
      received.push(receivedBytes);
    });
    expect(received[0]).toBeGreaterThan(0.4 * size);
    expect(received.at(-1)).toBe(size);
    expect((await readFile(path)).equals(await readFile(testModel()))).toBe(true);
  });

  const failures: [string, () => string, RegExp][] = [
    ['from where nobody listens', () => 'http://127.0.0.1:9/model.gguf', /bad port|ECONNREFUSED/],
    ['from an unknown name', () => 'http://hub.invalid/model.gguf', /ENOTFOUND|EAI_AGAIN|404|503/],
    ['of what is not there', () => `${address}/other.gguf`, /404/],
    ['of a page instead of a model', () => `${address}/sign-in.gguf`, /GGUF/],
    ['from no address', () => 'model', /Invalid URL/],
  ];
  for (const [name, uri, words] of failures) {
    it(`${name} fails soon and clearly`, async () => {
      const startedAt = performance.now();
      await expect(engine.download(uri(), join(folder, 'none.gguf'))).rejects.toMatchObject({
        code: 'download-failed',
        message: expect.stringMatching(words),
      });
      expect(performance.now() - startedAt).toBeLessThan(5000);
      await expect(stat(join(folder, 'none.gguf'))).rejects.toMatchObject({ code: 'ENOENT' });
    });
  }

  it('from a hub that does not answer fails in seconds', async () => {
    const silent = engine.download(`${address}/silent.gguf`, join(folder, 'none.gguf'));
    await expect(silent).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringMatching(/no answer in 15 seconds/),
    });
  });

  it('to where nothing can be written says so', async () => {
    const notAFolder = join(folder, 'a-file');
    await writeFile(notAFolder, '');
    const path = join(notAFolder, 'model.gguf');
    await expect(engine.download(`${address}/model.gguf`, path)).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringMatching(/a-file can't be written/),
    });
  });
});

describe('the device', () => {
  it('is named as node-llama-cpp would choose it', async () => {
    const { device, memoryBytes } = await engine.devices();
    expect(['cpu', 'cuda', 'vulkan', 'metal']).toContain(device);
    expect(memoryBytes === null).toBe(device === 'cpu');
  });
});
