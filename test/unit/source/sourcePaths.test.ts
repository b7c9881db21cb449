import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourcePaths } from '../../../src/source/sourcePaths.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';

const folder = temporaryFolder();
const initialise = (...names: string[]) =>
  execFileSync('git', ['init', '--quiet', folder.path(...names)]);

async function found(...names: string[]): Promise<string[]> {
  const paths = await sourcePaths(names.map((name) => folder.path(name)));
  return paths.map((path) => relative(folder.path(), path));
}

describe('the files under a folder', () => {
  it('are those of a known language, but for hidden ones and node_modules', async () => {
    for (const name of ['b.py', 'a.ts', 'notes.txt', 'sub/c.rb']) folder.write(name);
    for (const name of ['.venv/d.py', 'node_modules/e/f.js']) folder.write(name);
    expect(await found('.')).toEqual(['a.ts', 'b.py', 'sub/c.rb']);
  });

  it('are those that git does not ignore, in a repository', async () => {
    initialise();
    folder.write('.gitignore', 'dist/\n*.gen.py\n');
    for (const name of ['a.py', 'b.gen.py', 'dist/c.js', 'sub/d.py']) folder.write(name);
    expect(await found('.')).toEqual(['a.py', 'sub/d.py']);
    expect(await found('sub')).toEqual(['sub/d.py']);
  });

  it('include ignored ones that are named, as a file or by their folder', async () => {
    initialise();
    folder.write('.gitignore', 'dist/\n');
    folder.write('dist/c.js');
    expect(await found('dist')).toEqual(['dist/c.js']);
    expect(await found('dist/c.js')).toEqual(['dist/c.js']);
  });

  it.each(['a folder', 'a repository'])('go on in repositories inside %s', async (outer) => {
    if (outer === 'a repository') initialise();
    initialise('inner');
    folder.write('inner/.gitignore', 'dist/\n');
    for (const name of ['inner/a.py', 'inner/dist/b.py']) folder.write(name);
    expect(await found('.')).toEqual(['inner/a.py']);
  });

  it.each(['a folder', 'a repository'])('are not sought behind links in %s', async (outer) => {
    if (outer === 'a repository') initialise();
    folder.write('sub/a.py');
    symlinkSync(folder.path(), folder.path('sub', 'loop'));
    symlinkSync(folder.path('sub', 'a.py'), folder.path('sub', 'b.py'));
    symlinkSync(folder.path('nowhere'), folder.path('sub', 'c.py'));
    expect(await found('.')).toEqual(['sub/a.py']);
  });

  it('are found behind a link that was named', async () => {
    folder.write('sub/a.py');
    symlinkSync(folder.path('sub'), folder.path('link'));
    expect(await found('link')).toEqual(['link/a.py']);
  });

  it('are listed once, in the order of the paths given', async () => {
    for (const name of ['a.py', 'b.py']) folder.write(name);
    expect(await found('b.py', '.', 'a.py')).toEqual(['b.py', 'a.py']);
  });

  it('of a repository have deleted files left out', async () => {
    initialise();
    folder.write('a.py');
    execFileSync('git', ['-C', folder.path(), 'add', '.']);
    execFileSync('rm', [folder.path('a.py')]);
    expect(await found('.')).toEqual([]);
  });
});

describe('a path', () => {
  it('that does not exist is an error', async () => {
    await expect(found('missing')).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it('that is a pipe is an error, since to read it would wait for ever', async () => {
    execFileSync('mkfifo', [folder.path('pipe.py')]);
    await expect(found('pipe.py')).rejects.toMatchObject({ code: 'file-unreadable' });
    expect(await found('.')).toEqual([]);
  });

  it('that is a link to itself is an error', async () => {
    symlinkSync(folder.path('loop.py'), folder.path('loop.py'));
    await expect(found('loop.py')).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});

it('stops when it is told to', async () => {
  folder.write('a.py');
  await expect(sourcePaths([folder.path()], AbortSignal.abort())).rejects.toThrow('abort');
});
