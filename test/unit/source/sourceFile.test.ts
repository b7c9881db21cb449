import { chmodSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSource, readText, writeSource } from '../../../src/source/sourceFile.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';

const folder = temporaryFolder();

describe('a source file', () => {
  it.each([
    ['as it is', 'x = 1\n', 'x = 1\n'],
    ['with CRLF', 'x = 1\r\n', 'x = 1\r\n'],
    ['without its byte order mark', '\uFEFFx = 1\n', 'x = 1\n'],
    ['but for a second byte order mark, which is text', '\uFEFF\uFEFFx', '\uFEFFx'],
    ['empty', '', ''],
  ])('is read %s, and written back byte for byte', async (_, content, text) => {
    const path = folder.write('a.py', content);
    const file = await readSource(path);
    expect(file.text).toBe(text);
    expect(await readText(path)).toBe(text);
    await writeSource(file, file.text);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  it('keeps its permissions', async () => {
    const path = folder.write('a.py', 'x = 1\n');
    chmodSync(path, 0o750);
    await writeSource(await readSource(path), 'x = 2\n');
    expect(statSync(path).mode & 0o777).toBe(0o750);
  });

  it('is left alone when it is read-only', async () => {
    const path = folder.write('a.py', 'x = 1\n');
    chmodSync(path, 0o444);
    const file = await readSource(path);
    await expect(writeSource(file, 'x = 2\n')).rejects.toMatchObject({ code: 'file-read-only' });
    expect(readFileSync(path, 'utf8')).toBe('x = 1\n');
  });

  it('must be UTF-8', async () => {
    const path = folder.write('latin.py', Uint8Array.of(0x23, 0x20, 0xe9, 0x0a));
    const refusal = { code: 'file-unreadable', message: expect.stringContaining('not UTF-8') };
    await expect(readSource(path)).rejects.toMatchObject(refusal);
    await expect(readText(path)).rejects.toMatchObject(refusal);
  });
});
