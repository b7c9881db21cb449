import { chmodSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DocHistory } from '../../../src/history/docHistory.ts';
import type { CodeThenResult, HistoryGap } from '../../../src/history/types.ts';
import { functionNamed, functionUnits } from '../../../src/parse/functionUnits.ts';
import { languageOf } from '../../../src/parse/languages/index.ts';
import { testParser } from '../../support/grammars.ts';
import {
  type Files,
  TemporaryRepository,
  temporaryFolder,
} from '../../support/temporaryRepository.ts';

const parser = testParser();
beforeAll(() => parser.load('python', 'typescript', 'javascript', 'go'));
afterEach(() => vi.unstubAllEnvs());

/** `def NAME(x):` with this doc and the result `returned`. */
const define = (name: string, doc: string | null, returned: string): string =>
  `def ${name}(x):\n${doc === null ? '' : `    """${doc}"""\n`}    return ${returned}\n`;
const code = (name: string, returned: string) => define(name, null, returned).trimEnd();
const other = define('other', 'Something else altogether.', 'None');

/** What was `name` in the file when its doc was last touched? */
async function ask(
  file: string,
  name: string,
  history = new DocHistory(parser),
  signal?: AbortSignal,
): Promise<CodeThenResult> {
  const language = languageOf(file);
  if (!language) throw new Error(file);
  const units = functionUnits(parser, language, readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  const unit = functionNamed(units, name);
  const answer = (await history.codeThen(file, units, [unit], signal)).get(unit);
  if (!answer) throw new Error(`No answer for ${name}.`);
  return answer;
}

/** A class with the method `f(x)`, always of the same documentation. */
const inClass = (name: string, returned: string): string =>
  `class ${name}:\n${define('f', 'Doubles x.', returned).replace(/^(?=.)/gm, '    ')}\n`;

interface Story {
  readonly what: string;
  /** One commit each. */
  readonly commits: readonly Files[];
  /** Changes that were not committed. */
  readonly uncommitted?: Files;
  /** Default `a.py` and `f`. */
  readonly path?: string;
  readonly name?: string;
  /** Which of the commits, from 0, and the function's code then; null for now. */
  readonly was: readonly [commit: number | null, code: string];
  readonly thenPath?: string;
}

const stories: readonly Story[] = [
  {
    what: 'one commit',
    commits: [{ 'a.py': define('f', 'Doubles x.', 'x * 2') }],
    was: [0, code('f', 'x * 2')],
  },
  {
    what: 'code changed later',
    commits: [
      { 'a.py': define('f', 'Doubles x.', 'x * 2') },
      { 'a.py': define('f', 'Doubles x.', 'x + x') },
      { 'a.py': define('f', 'Doubles x.', 'x * 3') },
    ],
    was: [0, code('f', 'x * 2')],
  },
  {
    what: 'doc changed later',
    commits: [
      { 'a.py': define('f', 'Doubles x.', 'x * 2') },
      { 'a.py': define('f', 'Triples x.', 'x * 3') },
      { 'a.py': define('f', 'Triples x.', 'x * 4') },
    ],
    was: [1, code('f', 'x * 3')],
  },
  {
    what: 'doc added later',
    commits: [
      { 'a.py': define('f', null, 'x * 2') },
      { 'a.py': define('f', 'Triples x.', 'x * 3') },
      { 'a.py': define('f', 'Triples x.', 'x * 4') },
    ],
    was: [1, code('f', 'x * 3')],
  },
  {
    what: 'doc changed and changed back',
    commits: [
      { 'a.py': define('f', 'Doubles x.', 'x * 2') },
      { 'a.py': define('f', 'Triples x.', 'x * 3') },
      { 'a.py': define('f', 'Doubles x.', 'x + x') },
      { 'a.py': define('f', 'Doubles x.', 'x << 1') },
    ],
    was: [2, code('f', 'x + x')],
  },
  {
    what: 'doc wrapped in another way',
    commits: [
      { 'a.py': define('f', 'Doubles x, whatever it is.', 'x * 2') },
      { 'a.py': define('f', 'Doubles x,\n    whatever it is.\n    ', 'x * 3') },
    ],
    was: [0, code('f', 'x * 2')],
  },
  {
    what: 'commits to other functions and files',
    commits: [
      { 'a.py': define('f', 'Doubles x.', 'x * 2') },
      { 'a.py': define('f', 'Doubles x.', 'x * 3') + other, 'b.py': other },
      { 'b.py': null },
    ],
    was: [0, code('f', 'x * 2')],
  },
  {
    what: 'renamed file',
    commits: [
      { 'lib/old.py': define('f', 'Doubles x.', 'x * 2') + other },
      { 'lib/old.py': null, 'a.py': define('f', 'Doubles x.', 'x * 3') + other },
      { 'a.py': define('f', 'Doubles x.', 'x * 4') },
    ],
    was: [0, code('f', 'x * 2')],
    thenPath: 'lib/old.py',
  },
  {
    what: 'function moved to another file',
    commits: [
      { 'b.py': define('f', 'Doubles x.', 'x * 2') + other, 'a.py': '' },
      { 'b.py': define('f', 'Doubles x.', 'x * 3') + other },
      { 'b.py': other, 'a.py': define('f', 'Doubles x.', 'x * 4') },
      { 'a.py': define('f', 'Doubles x.', 'x * 5') },
    ],
    was: [0, code('f', 'x * 2')],
    thenPath: 'b.py',
  },
  {
    what: 'function moved twice, out of a class and with another name',
    commits: [
      {
        'c.py': `class C:\n    @staticmethod\n${define('f', 'Doubles x.', 'x * 2').replace(/^/gm, '    ')}`,
      },
      { 'c.py': '', 'b.py': define('f', 'Doubles x.', 'x * 3') },
      { 'b.py': '', 'a.py': define('double', 'Doubles x.', 'x * 4') },
    ],
    name: 'double',
    was: [0, `@staticmethod\n${code('f', 'x * 2')}`],
    thenPath: 'c.py',
  },
  {
    what: 'function renamed',
    commits: [
      { 'a.py': define('g', 'Doubles x.', 'x * 2') + other },
      { 'a.py': other + define('f', 'Doubles x.', 'x * 3') },
    ],
    was: [0, code('g', 'x * 2')],
  },
  {
    what: 'function copied: the copy’s doc is new',
    commits: [
      { 'b.py': define('f', 'Doubles x.', 'x * 2') },
      { 'a.py': define('f', 'Doubles x.', 'x * 3') },
      { 'a.py': define('f', 'Doubles x.', 'x * 4') },
    ],
    was: [1, code('f', 'x * 3')],
  },
  {
    what: 'two functions of one doc swap nothing',
    commits: [
      { 'a.py': define('f', 'Doubles x.', 'x * 2') + define('g', 'Doubles x.', 'x + x') },
      { 'a.py': define('g', 'Doubles x.', 'x + x') + define('f', 'Doubles x.', 'x << 1') },
    ],
    was: [0, code('f', 'x * 2')],
  },
  {
    what: 'two methods of one signature and doc keep their own code',
    commits: [
      { 'a.py': `${inClass('A', 'x * 2')}${inClass('B', 'x * 3')}` },
      { 'a.py': `${inClass('A', 'x * 2')}${inClass('B', 'x * 4')}` },
      { 'a.py': `import os\n${inClass('A', 'x * 5')}${inClass('B', 'x * 4')}` },
    ],
    name: 'B.f',
    was: [0, code('f', 'x * 3')],
  },
  {
    what: 'a class renamed',
    commits: [
      { 'a.py': inClass('A', 'x * 2') },
      { 'a.py': inClass('B', 'x * 3') },
      { 'a.py': inClass('B', 'x * 4') },
    ],
    name: 'B.f',
    was: [0, code('f', 'x * 2')],
  },
  {
    what: 'a doc that stood in a text before',
    commits: [
      { 'a.py': `text = '''\n${define('f', 'Doubles x.', 'x * 2').replaceAll('"""', '"')}'''\n` },
      { 'a.py': define('f', 'Doubles x.', 'x * 3') },
      { 'a.py': define('f', 'Doubles x.', 'x * 4') },
    ],
    was: [1, code('f', 'x * 3')],
  },
  {
    what: 'uncommitted code',
    commits: [{ 'a.py': define('f', 'Doubles x.', 'x * 2') }],
    uncommitted: { 'a.py': define('f', 'Doubles x.', 'x * 3') },
    was: [0, code('f', 'x * 2')],
  },
  {
    what: 'uncommitted doc: then is now',
    commits: [{ 'a.py': define('f', 'Doubles x.', 'x * 2') }],
    uncommitted: { 'a.py': define('f', 'Triples x.', 'x * 3') },
    was: [null, code('f', 'x * 3')],
  },
  {
    what: 'uncommitted function: then is now',
    commits: [{ 'a.py': other }],
    uncommitted: { 'a.py': other + define('f', 'Triples x.', 'x * 3') },
    was: [null, code('f', 'x * 3')],
  },
  {
    what: 'line ends changed',
    commits: [
      { 'a.py': define('f', 'Doubles\n    x.', 'x * 2').replaceAll('\n', '\r\n') },
      { 'a.py': `\uFEFF${define('f', 'Doubles\n    x.', 'x * 3')}` },
    ],
    was: [0, code('f', 'x * 2')],
  },
  {
    what: 'a version in Latin-1',
    commits: [
      { 'a.py': Buffer.from(define('f', 'Verdoppelt für alle x.', 'x * 2'), 'latin1') },
      { 'a.py': define('f', 'Verdoppelt für alle x.', 'x * 3') },
    ],
    was: [0, code('f', 'x * 2')],
  },
  {
    what: 'a version with syntax errors elsewhere',
    commits: [
      { 'a.py': define('f', 'Doubles x.', 'x * 2') },
      { 'a.py': `def broken(:\n\n${define('f', 'Doubles x.', 'x * 3')}` },
      { 'a.py': define('f', 'Doubles x.', 'x * 4') },
    ],
    was: [0, code('f', 'x * 2')],
  },
  {
    what: 'a path that looks like an option and a pattern',
    commits: [
      { '-a*[b] ü.py': define('f', 'Doubles x.', 'x * 2') },
      { '-a*[b] ü.py': define('f', 'Doubles x.', 'x * 3') },
    ],
    path: '-a*[b] ü.py',
    was: [0, code('f', 'x * 2')],
  },
  {
    what: 'a path with a line end',
    commits: [
      { 'a\nb.py': define('f', 'Doubles x.', 'x * 2') },
      { 'a\nb.py': define('f', 'Doubles x.', 'x * 3') },
    ],
    path: 'a\nb.py',
    was: [0, code('f', 'x * 2')],
  },
  {
    what: 'JavaScript that became TypeScript',
    commits: [
      { 'a.js': '/** Doubles x. */\nfunction f(x) {\n  return x * 2;\n}\n' },
      {
        'a.js': null,
        'a.ts': '/** Doubles x. */\nexport function f(x: number) {\n  return x * 3;\n}\n',
      },
    ],
    path: 'a.ts',
    was: [0, 'function f(x) {\n  return x * 2;\n}'],
    thenPath: 'a.js',
  },
  {
    what: 'a method of a type in Go',
    commits: [
      { 'a.go': 'package a\n\n// Double doubles.\nfunc (t *T) Double() int { return t.x * 2 }\n' },
      { 'a.go': 'package a\n\n// Double\n// doubles.\nfunc (t *T) Double() int { return t.x }\n' },
    ],
    path: 'a.go',
    name: 'T.Double',
    was: [0, 'func (t *T) Double() int { return t.x * 2 }'],
  },
];

describe('the code when the doc was last touched', () => {
  it.each(stories)('$what', async (story) => {
    const { commits, uncommitted = {}, path = 'a.py', name = 'f', was } = story;
    const repository = TemporaryRepository.in();
    const ids = commits.map((files) => repository.commit(files));
    repository.write(uncommitted);
    const [index, codeThen] = was;
    expect(await ask(repository.path(path), name)).toEqual({
      kind: 'known',
      code: codeThen,
      commit: index === null ? null : ids[index],
      date: index === null ? null : Date.UTC(2026, 0, 1, 0, index + 1),
      path: story.thenPath ?? path,
    });
  });

  it('is found through merges, on the side that the doc came from', async () => {
    const repository = TemporaryRepository.in();
    const f = (doc: string, returned: string) => define('f', doc, returned);
    const gap = '\n# far apart\n'.repeat(5);
    const file = (first: string, second: string) => ({ 'a.py': first + gap + second });
    const g = define('g', 'Halves x.', 'x / 2');
    repository.commit(file(f('Doubles x.', 'x * 2'), g));
    repository.git(['checkout', '--quiet', '-b', 'side']);
    const documented = repository.commit(file(f('Triples x.', 'x * 3'), g));
    repository.commit(file(f('Triples x.', 'x * 4'), g));
    repository.git(['checkout', '--quiet', 'main']);
    repository.commit(file(f('Doubles x.', 'x * 2'), define('g', 'Halves x.', 'x // 2')));
    repository.git(['merge', '--quiet', '--no-edit', 'side']);
    expect(await ask(repository.path('a.py'), 'f')).toMatchObject({
      commit: documented,
      code: code('f', 'x * 3'),
    });
    expect(await ask(repository.path('a.py'), 'g')).toMatchObject({ code: code('g', 'x / 2') });
  });

  it('follows a rebase: commits are others, the code is the same', async () => {
    const repository = TemporaryRepository.in();
    repository.commit({ 'z.py': other });
    repository.git(['checkout', '--quiet', '-b', 'side']);
    repository.commit({ 'a.py': define('f', 'Doubles x.', 'x * 2') });
    repository.commit({ 'a.py': define('f', 'Doubles x.', 'x * 3') });
    const before = await ask(repository.path('a.py'), 'f');
    repository.git(['checkout', '--quiet', 'main']);
    repository.commit({ 'z.py': '' });
    repository.git(['rebase', '--quiet', 'main', 'side']);
    const after = await ask(repository.path('a.py'), 'f');
    expect(after).toMatchObject({ kind: 'known', code: code('f', 'x * 2') });
    expect(after).not.toMatchObject(before);
  });

  it('is asked for by way of a link to the file', async () => {
    const repository = TemporaryRepository.in();
    repository.commit({ 'lib/a.py': define('f', 'Doubles x.', 'x * 2') });
    symlinkSync(repository.path('lib/a.py'), repository.path('link.py'));
    expect(await ask(repository.path('link.py'), 'f')).toMatchObject({ path: 'lib/a.py' });
  });

  it('is kept until the next commit', async () => {
    const repository = TemporaryRepository.in();
    const history = new DocHistory(parser);
    repository.commit({ 'a.py': define('f', 'Doubles x.', 'x * 2') });
    const first = await ask(repository.path('a.py'), 'f', history);
    repository.write({ 'a.py': define('f', 'Doubles x.', 'x * 3') });
    expect(await ask(repository.path('a.py'), 'f', history)).toBe(first);
    const id = repository.commit({ 'a.py': define('f', 'Triples x.', 'x * 3') });
    expect(await ask(repository.path('a.py'), 'f', history)).toMatchObject({ commit: id });
  });
});

describe('history says when it can’t tell', () => {
  const f = (returned: string) => ({ 'a.py': define('f', 'Doubles x.', returned) });

  /** Prepares a repository and names the file in which `f` is asked for. */
  type Prepare = (repository: TemporaryRepository) => string;

  it.each<[what: string, HistoryGap, Prepare]>([
    [
      'a file without a repository',
      'no-repository',
      () => {
        const file = join(temporaryFolder(), 'a.py');
        writeFileSync(file, f('x')['a.py']);
        return file;
      },
    ],
    [
      'a repository without a commit',
      'untracked',
      (repository) => {
        repository.write(f('x'));
        return repository.path('a.py');
      },
    ],
    [
      'a file that was never committed',
      'untracked',
      (repository) => {
        repository.commit({ 'b.py': other });
        repository.write(f('x'));
        return repository.path('a.py');
      },
    ],
    [
      'a shallow clone',
      'shallow',
      (repository) => {
        for (const returned of ['x * 2', 'x * 3', 'x * 4']) repository.commit(f(returned));
        return repository.clone('--depth', '2').path('a.py');
      },
    ],
    [
      'a partial clone',
      'partial-clone',
      (repository) => {
        repository.git(['config', 'uploadpack.allowFilter', 'true']);
        for (const returned of ['x * 2', 'x * 3', 'x * 4']) repository.commit(f(returned));
        return repository.clone('--filter=blob:none').path('a.py');
      },
    ],
    [
      'a submodule that is no repository any more',
      'submodule',
      (repository) => {
        const module = TemporaryRepository.in();
        module.commit(f('x'));
        repository.git(['submodule', '--quiet', 'add', module.folder, 'sub']);
        repository.commit({});
        repository.write({ 'sub/.git': null });
        return repository.path('sub/a.py');
      },
    ],
    [
      'a damaged repository',
      'git-failed',
      (repository) => {
        repository.commit(f('x'));
        const tree = repository.git(['rev-parse', 'HEAD^{tree}']);
        repository.write({ [`.git/objects/${tree.slice(0, 2)}/${tree.slice(2)}`]: null });
        return repository.path('a.py');
      },
    ],
    [
      'more versions than are looked at',
      'too-many-commits',
      (repository) => {
        repository.import(Array.from({ length: 310 }, (_, index) => f(`x * ${index}`)));
        return repository.path('a.py');
      },
    ],
  ])('%s: %s', async (_, reason, prepare) => {
    const file = prepare(TemporaryRepository.in());
    expect(await ask(file, 'f')).toEqual({ kind: 'unknown', reason });
  });

  it('but does in a shallow clone that goes back far enough', async () => {
    const repository = TemporaryRepository.in();
    repository.commit({ 'a.py': define('f', null, 'x') });
    repository.commit(f('x * 2'));
    repository.commit(f('x * 3'));
    expect(await ask(repository.clone('--depth', '3').path('a.py'), 'f')).toMatchObject({
      code: code('f', 'x * 2'),
    });
  });

  it('and does in a submodule that is one', async () => {
    const module = TemporaryRepository.in();
    module.commit(f('x * 2'));
    module.commit(f('x * 3'));
    const repository = TemporaryRepository.in();
    repository.git(['submodule', '--quiet', 'add', module.folder, 'sub']);
    repository.commit({});
    expect(await ask(repository.path('sub/a.py'), 'f')).toMatchObject({
      path: 'a.py',
      code: code('f', 'x * 2'),
    });
  });

  it('and throws what the signal was aborted with', async () => {
    const repository = TemporaryRepository.in();
    repository.commit(f('x * 2'));
    const reason = new Error('stop');
    const asked = ask(
      repository.path('a.py'),
      'f',
      new DocHistory(parser),
      AbortSignal.abort(reason),
    );
    await expect(asked).rejects.toBe(reason);
  });
});

describe('asking history', () => {
  it('runs nothing that the repository names, and writes nothing', async () => {
    const repository = TemporaryRepository.in();
    repository.commit({ 'b.py': define('f', 'Doubles x.', 'x * 2') });
    repository.commit({ 'b.py': null, 'a.py': define('f', 'Doubles x.', 'x * 3') });
    repository.write({
      'a.py': define('f', 'Doubles x.', 'x * 4'),
      '.gitattributes': '*.py diff=spy filter=spy\n',
    });
    const spy = `touch '${repository.path('spied')}'; cat #`;
    for (const key of [
      ...['core.fsmonitor', 'core.pager', 'diff.external', 'diff.spy.textconv'],
      ...['diff.spy.command', 'filter.spy.clean', 'filter.spy.smudge', 'gpg.program'],
    ]) {
      repository.git(['config', key, spy]);
    }
    repository.git(['config', 'log.showSignature', 'true']);
    const before = readdirSync(repository.folder, { recursive: true });
    expect(await ask(repository.path('a.py'), 'f')).toMatchObject({ path: 'b.py' });
    expect(readdirSync(repository.folder, { recursive: true })).toEqual(before);
  });

  it('is not misled by the surroundings of a hook', async () => {
    const other = TemporaryRepository.in();
    const repository = TemporaryRepository.in();
    repository.commit({ 'a.py': define('f', 'Doubles x.', 'x * 2') });
    vi.stubEnv('GIT_DIR', other.path('.git'));
    vi.stubEnv('GIT_INDEX_FILE', other.path('.git/index'));
    expect(await ask(repository.path('a.py'), 'f')).toMatchObject({ kind: 'known' });
  });

  it('says so where there is no git', async () => {
    const repository = TemporaryRepository.in();
    repository.commit({ 'a.py': define('f', 'Doubles x.', 'x * 2') });
    vi.stubEnv('PATH', repository.folder);
    expect(await ask(repository.path('a.py'), 'f')).toEqual({
      kind: 'unknown',
      reason: 'git-missing',
    });
  });

  it('does not wait longer than it may', async () => {
    const repository = TemporaryRepository.in();
    repository.commit({ 'a.py': define('f', 'Doubles x.', 'x * 2') });
    repository.write({ git: '#!/bin/sh\nexec sleep 60\n' });
    chmodSync(repository.path('git'), 0o755);
    vi.stubEnv('PATH', `${repository.folder}:${process.env.PATH}`);
    const started = performance.now();
    const answer = await ask(repository.path('a.py'), 'f', new DocHistory(parser, 300));
    expect(answer).toEqual({ kind: 'unknown', reason: 'timed-out' });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
