import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ChangedFunctions } from '../../../../src/cli/check/changedFunctions.ts';
import { functionUnits } from '../../../../src/parse/functionUnits.ts';
import { testParser } from '../../../support/grammars.ts';
import {
  type Files,
  TemporaryRepository,
  temporaryFolder,
} from '../../../support/temporaryRepository.ts';

const parser = testParser();
beforeAll(() => parser.load('python'));

const define = (name: string, doc: string, returned = 'x') =>
  `def ${name}(x):\n    """${doc}"""\n    return ${returned}\n`;
const one = define('one', 'The first.');
const two = define('two', 'The second.');

/** The names of the functions of `file` that changed, and with what they were compared. */
async function changed(file: string, ref: string | null = null) {
  const compared: string[] = [];
  const functions = new ChangedFunctions(parser, ref, new AbortController().signal, ({ title }) =>
    compared.push(title),
  );
  const units = functionUnits(parser, 'python', readFileSync(file, 'utf8'));
  const names = (await functions.among(file, units)).map(({ qualifiedName }) => qualifiedName);
  return { names, compared };
}

describe('what changed since the last commit', () => {
  it.each<[what: string, before: Files, after: Files, names: string[]]>([
    ['nothing', { 'a.py': one + two }, {}, []],
    [
      'code',
      { 'a.py': one + two },
      { 'a.py': one + define('two', 'The second.', 'x + 1') },
      ['two'],
    ],
    ['a doc', { 'a.py': one + two }, { 'a.py': define('one', 'First.') + two }, ['one']],
    ['a doc’s lines alone', { 'a.py': one }, { 'a.py': define('one', 'The\n    first.') }, []],
    ['other lines alone', { 'a.py': one }, { 'a.py': `# New.\nimport os\n\n\n${one}` }, []],
    ['a new function', { 'a.py': one }, { 'a.py': one + two }, ['two']],
    ['a new file', { 'b.py': one }, { 'a.py': two }, ['two']],
    ['a function moved from another file', { 'b.py': one + two }, { 'a.py': one, 'b.py': two }, []],
    ['line ends', { 'a.py': one }, { 'a.py': one.replaceAll('\n', '\r\n') }, []],
  ])('%s', async (_, before, after, names) => {
    const repository = TemporaryRepository.in();
    repository.commit(before);
    repository.write(after);
    expect(await changed(repository.path('a.py'))).toMatchObject({ names });
  });

  it('is all where nothing was committed', async () => {
    const repository = TemporaryRepository.in();
    repository.write({ 'a.py': one + two });
    expect(await changed(repository.path('a.py'))).toEqual({ names: ['one', 'two'], compared: [] });
  });
});

describe('what changed since a commit', () => {
  it('is compared function by function, wherever they stood', async () => {
    const repository = TemporaryRepository.in();
    repository.commit({ 'old.py': one, 'b.py': two, 'c.py': define('three', 'The third.') });
    repository.commit({
      'old.py': null,
      'b.py': '',
      'a.py': one + two + define('three', 'The 3rd.'),
    });
    expect(await changed(repository.path('a.py'), 'HEAD~1')).toEqual({
      names: ['three'],
      compared: ['HEAD~1'],
    });
  });

  it.each([
    [
      'the remote’s default branch',
      (clone: TemporaryRepository) => clone.git(['checkout', '--quiet', '-b', 'work']),
      'origin/HEAD',
    ],
    [
      'origin/main where no default is known',
      (clone: TemporaryRepository) => clone.git(['remote', 'set-head', 'origin', '--delete']),
      'origin/main',
    ],
    [
      'the upstream where the remote has another name',
      (clone: TemporaryRepository) => clone.git(['remote', 'rename', 'origin', 'elsewhere']),
      '@{upstream}',
    ],
  ])('is by default the merge base with %s', async (_, prepare, branch) => {
    const origin = TemporaryRepository.in();
    origin.commit({ 'a.py': one });
    const clone = origin.clone();
    prepare(clone);
    clone.commit({ 'a.py': one + two });
    expect(await changed(clone.path('a.py'))).toEqual({
      names: ['two'],
      compared: [`the merge base with ${branch}`],
    });
  });

  it('leaves out what the default branch got meanwhile', async () => {
    const origin = TemporaryRepository.in();
    origin.commit({ 'a.py': one + two });
    const clone = origin.clone();
    clone.git(['checkout', '--quiet', '-b', 'work']);
    clone.commit({ 'a.py': define('one', 'The very first.') + two });
    origin.commit({ 'a.py': one + define('two', 'The very second.') });
    clone.git(['fetch', '--quiet']);
    expect((await changed(clone.path('a.py'))).names).toEqual(['one']);
  });
});

describe('it is an error', () => {
  it.each<
    [
      what: string,
      prepare: (repository: TemporaryRepository) => string,
      ref: string | null,
      part: RegExp,
    ]
  >([
    [
      'outside of a repository',
      () => {
        const file = join(temporaryFolder(), 'a.py');
        writeFileSync(file, one);
        return file;
      },
      null,
      /is in no git repository.*Leave --changed out/,
    ],
    [
      'to name what is no commit',
      (repository) => {
        repository.commit({ 'a.py': one });
        return repository.path('a.py');
      },
      'nowhere',
      /^nowhere is no commit of the repository .*--changed=REF/,
    ],
    [
      'to name an option',
      (repository) => {
        repository.commit({ 'a.py': one });
        return repository.path('a.py');
      },
      '--all',
      /^--all is no commit/,
    ],
    [
      'to ask in a shallow clone without a branch to compare with',
      (repository) => {
        repository.commit({ 'a.py': one });
        repository.commit({ 'a.py': two });
        const clone = repository.clone('--depth', '1');
        clone.git(['checkout', '--quiet', '--detach']);
        clone.git(['remote', 'remove', 'origin']);
        return clone.path('a.py');
      },
      null,
      /too shallow.*--unshallow/,
    ],
  ])('%s', async (_, prepare, ref, part) => {
    const file = prepare(TemporaryRepository.in());
    await expect(changed(file, ref)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(part),
    });
  });
});
