import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/common/logger.ts';
import { EngineClient } from '../../src/engine/client.ts';
import { testModel } from '../support/engine.ts';
import { installExtension, listExtensions, vsixPath } from '../ui/harness/installedExtension.ts';

const execute = promisify(execFile);

describe('the VSIX of this platform', () => {
  let unpacked: string;
  let files: string[];

  beforeAll(async () => {
    unpacked = await mkdtemp(join(tmpdir(), 'roundtrip-vsix-'));
    await execute('python3', ['-m', 'zipfile', '-e', vsixPath(), unpacked]);
    files = await readdir(join(unpacked, 'extension'), { recursive: true });
  });

  afterAll(() => rm(unpacked, { recursive: true, force: true }));

  it('weighs less than 20 MB', async () => {
    expect((await stat(vsixPath())).size).toBeLessThan(20_000_000);
  });

  it.each([
    ['the extension', 'dist/extension.cjs'],
    ['the engine', 'dist/engine.mjs'],
    ['the trainer', 'trainer/src/roundtrip_trainer/__main__.py'],
    ["the trainer's pinned packages", 'trainer/requirements.lock'],
    ['a grammar of each language', 'dist/grammars/tree-sitter-ruby.wasm'],
    ['the licence', 'LICENSE.txt'],
    ['the licences of what it carries', 'dist/node_modules/node-llama-cpp/LICENSE'],
  ])('carries %s', (_what, path) => {
    expect(files).toContain(path);
  });

  it.each([
    ['source maps', /\.map$/],
    ['type declarations', /\.d\.[cm]?ts$/],
    ['sources and tests', /^(src|test|scripts)\//],
    ['what builds llama.cpp', /gitRelease\.bundle|\/xpack\/|cmake-js/],
  ])('leaves out %s', (_what, pattern) => {
    expect(files.filter((path) => pattern.test(path))).toEqual([]);
  });

  it('carries the native package of this platform alone', async () => {
    const natives = await readdir(join(unpacked, 'extension/dist/node_modules/@node-llama-cpp'));
    expect(natives).toHaveLength(1);
  });

  it('runs a real model with nothing but its own modules', async () => {
    const engine = new EngineClient(join(unpacked, 'extension/dist/engine.mjs'), silentLogger);
    try {
      await engine.load({ modelPath: testModel(), gpu: 'off', contextTokens: 512 });
      const { tokens } = await engine.generate({
        prompt: {
          messages: [{ role: 'user', content: 'Say hello.' }],
          constantMessages: 0,
          prefill: '',
        },
        stop: { before: [], after: [] },
        maxTokens: 4,
        sampling: { temperature: 0, topK: 0, topP: 1, minP: 0, seed: 1 },
      });
      expect(tokens.length).toBeGreaterThan(0);
    } finally {
      engine.dispose();
    }
  });

  it("is installed by the editor's own command line", async () => {
    const extensions = await installExtension(vsixPath());
    expect(await listExtensions(extensions)).toEqual([
      expect.stringMatching(/^roundtrip\.roundtrip@/),
    ]);
  });
});
