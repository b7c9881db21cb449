import { chmodSync, symlinkSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eligibleFunctions } from '../../../src/cycle/eligibleFunctions.ts';
import { judgedFunctions } from '../../../src/cycle/learnable.ts';
import { testParser } from '../../support/grammars.ts';
import { TemporaryRepository } from '../../support/temporaryRepository.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';

const folder = temporaryFolder();
const parser = testParser();
const signal = new AbortController().signal;

/** A function that no other resembles. */
const distinct = (name: string) =>
  `def ${name}(basket):\n    ${name}_total = sum(${name}.price for ${name} in basket)\n    return ${name}_total * ${name.length}\n`;

/** `path name: reason` of every function, and what was noted. */
async function judge(...paths: string[]) {
  const notes: string[] = [];
  const judged: string[] = [];
  const all = judgedFunctions(
    { parser, signal },
    (paths.length === 0 ? ['.'] : paths).map((path) => folder.path(path)),
    (sentence) => notes.push(sentence),
  );
  for await (const { file, unit, reason } of all) {
    judged.push(`${relative(folder.path(), file)} ${unit.qualifiedName}: ${reason}`);
  }
  return { judged, notes };
}

describe('what learning reads', () => {
  it('is every function with its verdict, the file’s reason before its own', async () => {
    const repository = TemporaryRepository.in(folder.path());
    const long = `def long(a):\n${'    a += 1\n'.repeat(150)}    return a\n`;
    repository.write({
      'a.py': `${distinct('first')}\n${distinct('second')}`,
      'b.py': distinct('first'),
      'broken.py': `def broken(a):\n    b = (a +\n    return b\n\n${distinct('third')}`,
      'lengths.py': `def short(a):\n    return a\n\n${long}\ndef stub(a,\n         b,\n         c):\n    pass\n`,
      'secret.py': `def login(api):\n    password = "${['Winter', '2024', '!x'].join('')}"\n    return api.login(password)\n`,
      'vendor/v.py': `${distinct('fourth')}\ndef short(a):\n    return a\n`,
      '.gitignore': 'out/\n',
      'out/o.py': distinct('fifth'),
      '.roundtripignore': 'private/\n',
      'private/p.py': distinct('sixth'),
      'package-lock.json': '{}',
    });
    expect(await judge()).toEqual({
      judged: [
        'a.py first: null',
        'a.py second: null',
        'b.py first: duplicate',
        'broken.py broken: syntax',
        'broken.py third: null',
        'lengths.py short: length',
        'lengths.py long: length',
        'lengths.py stub: length',
        'private/p.py sixth: ignored',
        'secret.py login: secret',
        'vendor/v.py fourth: vendored',
        'vendor/v.py short: vendored',
      ],
      notes: [],
    });
  });

  it('says nothing twice where paths overlap', async () => {
    folder.write('sub/a.py', distinct('first'));
    expect((await judge('.', 'sub', 'sub/a.py')).judged).toEqual(['sub/a.py first: null']);
  });

  it('counts a documentation to its function: a secret in it is one', async () => {
    const url = ['postgres://app:', 'Tq8wZr41xLp', '@db/shop'].join('');
    folder.write(
      'a.go',
      `package a\n\n// Open opens ${url}.\nfunc Open() int {\n\tx := 1\n\treturn x\n}\n`,
    );
    expect((await judge()).judged).toEqual(['a.go Open: secret']);
  });
});

describe('bad input', () => {
  it('without git a folder is walked', async () => {
    folder.write('a.py', distinct('first'));
    folder.write('node_modules/b.js', 'function b() {\n  return 1;\n}\n');
    folder.write('vendor/c.py', distinct('third'));
    expect(await judge()).toEqual({
      judged: ['a.py first: null', 'vendor/c.py third: vendored'],
      notes: [],
    });
  });

  it('a submodule is judged by its own top', async () => {
    const inner = TemporaryRepository.in();
    inner.commit({
      'src/a.py': distinct('first'),
      '.roundtripignore': '/b.py\n',
      'b.py': distinct('b'),
    });
    const outer = TemporaryRepository.in(folder.path());
    outer.git(['submodule', 'add', '--quiet', inner.folder, 'libs/inner']);
    expect((await judge()).judged).toEqual([
      'libs/inner/b.py b: ignored',
      'libs/inner/src/a.py first: null',
    ]);
  });

  it('a loop of links ends', async () => {
    folder.write('sub/a.py', distinct('first'));
    symlinkSync(folder.path(), folder.path('sub', 'loop'));
    symlinkSync(folder.path('sub', 'b.py'), folder.path('sub', 'b.py'));
    expect((await judge()).judged).toEqual(['sub/a.py first: null']);
  });

  it('what can’t be read is passed over with a sentence', async () => {
    folder.write('a.py', distinct('first'));
    folder.write('latin.py', Uint8Array.of(0x23, 0xe9, 0x0a));
    folder.write('large.py', `x = 1\n${'y = 2\n'.repeat(200_000)}`);
    const { judged, notes } = await judge();
    expect(judged).toEqual(['a.py first: null']);
    expect(notes).toEqual([
      expect.stringContaining('is larger than a million characters'),
      expect.stringContaining('latin.py is not UTF-8'),
    ]);
  });

  it('a file that may not be read is passed over with a sentence', async () => {
    const path = folder.write('a.py', distinct('first'));
    chmodSync(path, 0o000);
    const mayRead = process.getuid?.() === 0; // root may, whatever the file says
    expect(await judge()).toEqual({
      judged: mayRead ? ['a.py first: null'] : [],
      notes: mayRead ? [] : [expect.stringContaining('EACCES')],
    });
  });

  it('stops as soon as it is cancelled', async () => {
    for (let index = 0; index < 20; index++) folder.write(`${index}.py`, distinct(`f${index}`));
    const controller = new AbortController();
    const all = judgedFunctions({ parser, signal: controller.signal }, [folder.path()], () => {});
    await all.next();
    controller.abort(new Error('enough'));
    await expect(all.next()).rejects.toThrow('enough');
  });
});

describe('what a rollout draws', () => {
  it('never holds a secret', async () => {
    const token = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');
    const path = folder.write(
      'a.py',
      `${distinct('first')}\ndef call(api):\n    key = "${token}"\n    return api(key)\n`,
    );
    const names: string[] = [];
    for await (const { unit } of eligibleFunctions({ parser, signal }, [path], () => {})) {
      names.push(unit.name);
    }
    expect(names).toEqual(['first']);
  });
});
