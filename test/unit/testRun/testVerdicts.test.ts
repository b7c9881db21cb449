import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { functionNamed } from '../../../src/parse/functionNamed.ts';
import { functionUnits } from '../../../src/parse/functionUnits.ts';
import { languageOf } from '../../../src/parse/languages/index.ts';
import { TestVerdicts } from '../../../src/testRun/testVerdicts.ts';
import type { TestSubject } from '../../../src/testRun/types.ts';
import { testParser } from '../../support/grammars.ts';

const parser = testParser();
const folder = mkdtempSync(join(tmpdir(), 'roundtrip-tests-'));
const data = join(folder, 'data');
const repository = join(folder, 'repository');
const allowed = { command: [] };

function write(path: string, content: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), content);
}

function git(...args: string[]): string {
  const as = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
  return execFileSync('git', ['-C', repository, ...as, ...args], {
    encoding: 'utf8',
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
  });
}

const double = 'def double(number):\n    return number + number\n';
const pythonTests = `import unittest
from shapes import double


class Doubles(unittest.TestCase):
    def test_double(self):
        self.assertEqual(double(3), 6)
        self.assertEqual(double('a'), 'aa')
`;

beforeAll(() => {
  mkdirSync(repository, { recursive: true });
  git('init', '-q');
  write('shapes.py', `import os\n\n\n${double}\n\ndef untested(number):\n    return number - 1\n`);
  write('test_shapes.py', pythonTests);
  write('nothing.py', 'def alone(number):\n    return number - 1\n');
  write('package.json', '{ "type": "module", "scripts": { "test": "node --test" } }');
  write(
    'src/clamp.ts',
    'export const clamp = (n: number, top: number): number => {\n  return Math.min(n, top);\n};\n',
  );
  write(
    'test/clamp.test.ts',
    "import { test } from 'node:test';\nimport { equal } from 'node:assert';\nimport { clamp } from '../src/clamp.ts';\ntest('clamp', () => equal(clamp(5, 3), 3));\n",
  );
  git('add', '-A');
  git('commit', '-qm', 'first');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function subjectOf(path: string, name: string): Promise<TestSubject> {
  const language = languageOf(path) ?? 'python';
  await parser.load(language);
  const units = functionUnits(parser, language, readFileSync(join(repository, path), 'utf8'));
  return { repository, path, unit: functionNamed(units, name) };
}

function verdicts(limits = { seconds: 60, megabytes: 2048 }): TestVerdicts {
  return new TestVerdicts(data, parser, () => allowed, undefined, limits);
}

/** Everything of the work tree and of git that a person could notice. */
function state(): string {
  const index = statSync(join(repository, '.git', 'index'));
  const worktrees = git('worktree', 'list', '--porcelain');
  return [
    git('status', '--porcelain', '--ignored'),
    git('stash', 'list'),
    worktrees,
    index.mtimeMs,
  ].join('\n');
}

describe('the repository’s own tests decide', () => {
  it.each([
    ['what the original does', 'def double(number):\n    return 2 * number', true],
    [
      'the same in other words',
      'def double(number):\n    twice = number\n    twice += number\n    return twice',
      true,
    ],
    ['something else', 'def double(number):\n    return number * number', false],
    ['nothing', 'def double(number):\n    pass', false],
    ['no code', 'double(', false],
  ])('on a rebuilt function that does %s', async (_, code, passed) => {
    const before = state();
    const subject = await subjectOf('shapes.py', 'double');
    expect(await verdicts().of(subject, [code])).toEqual([{ passed }]);
    expect(state()).toBe(before);
    expect(readdirSync(join(data, 'worktrees'))).toEqual([]);
  });

  it('of a TypeScript package that uses node --test', async () => {
    const subject = await subjectOf('src/clamp.ts', 'clamp');
    const codes = [
      'export const clamp = (n: number, top: number): number => {\n  return n < top ? n : top;\n};',
      'export const clamp = (n: number, top: number): number => {\n  return n > top ? n : top;\n};',
    ];
    expect(await verdicts().of(subject, codes)).toEqual([{ passed: true }, { passed: false }]);
  });

  it('with a command of the user’s own', async () => {
    const command = ['python3', '-m', 'unittest', '{files}'];
    const own = new TestVerdicts(data, parser, () => ({ command }));
    const subject = await subjectOf('shapes.py', 'double');
    expect(await own.of(subject, [double])).toEqual([{ passed: true }]);
  });
});

it('a test file’s name is not read as an option', async () => {
  write('-v_test.py', pythonTests);
  const told = await verdicts().of(await subjectOf('shapes.py', 'double'), [double]);
  rmSync(join(repository, '-v_test.py'));
  expect(told).toEqual([{ passed: true }]);
});

describe('no verdict', () => {
  it('while it was not allowed', async () => {
    const off = new TestVerdicts(data, parser, () => null);
    expect(await off.of(await subjectOf('shapes.py', 'double'), [double])).toEqual([
      { untold: 'no-command' },
    ]);
  });

  it.each([
    ['no test mentions it', 'nothing.py', 'alone', 'no-tests'],
    ['the tests pass without it', 'shapes.py', 'untested', 'not-covered'],
  ])('where %s', async (_, path, name, untold) => {
    const subject = await subjectOf(path, name);
    expect(await verdicts().of(subject, [subject.unit.code])).toEqual([{ untold }]);
  });

  it('where the file was changed since', async () => {
    const subject = await subjectOf('shapes.py', 'double');
    const changed = { ...subject, unit: { ...subject.unit, body: 'return 0' } };
    expect(await verdicts().of(changed, [double])).toEqual([{ untold: 'changed-since' }]);
  });

  it('where the original fails', async () => {
    const failing = pythonTests.replace('6)', '7)');
    write('test_shapes.py', failing); // an uncommitted change counts
    expect(await verdicts().of(await subjectOf('shapes.py', 'double'), [double])).toEqual([
      { untold: 'original-fails' },
    ]);
    write('test_shapes.py', pythonTests);
  });

  it('where there is no repository', async () => {
    const subject = await subjectOf('shapes.py', 'double');
    const lost = { ...subject, repository: folder, path: 'repository/shapes.py' };
    expect(await verdicts().of(lost, [double])).toEqual([{ untold: 'no-repository' }]);
  });
});

describe('code that leaves the test run instead of passing it', () => {
  it.each([
    'import os\n    os._exit(0)',
    "import unittest\n    raise unittest.SkipTest('later')",
    'import sys\n    sys.exit(0)',
  ])('%s', async (body) => {
    const subject = await subjectOf('shapes.py', 'double');
    const code = `def double(number):\n    ${body}`;
    expect(await verdicts().of(subject, [code])).toEqual([{ untold: 'leaves-tests' }]);
  });
});

describe('code that a model wrote does no harm', () => {
  const outside = join(repository, 'harm.txt');

  it.each([
    ['never ends', 'def double(number):\n    while True: pass', { seconds: 8, megabytes: 2048 }],
    [
      'takes all memory',
      "def double(number):\n    return len(['x' * 2**20 for _ in range(2**20)])",
      { seconds: 60, megabytes: 300 },
    ],
  ])('when it %s', async (_, code, limits) => {
    const subject = await subjectOf('shapes.py', 'double');
    const started = Date.now();
    expect(await verdicts(limits).of(subject, [code])).toEqual([{ passed: false }]);
    expect(Date.now() - started).toBeLessThan(30_000);
  });

  it('when it writes where it should not: only its own copy can be written', async () => {
    const code = `def double(number):\n    open(${JSON.stringify(outside)}, 'w').close()\n    return 2 * number`;
    expect(await verdicts().of(await subjectOf('shapes.py', 'double'), [code])).toEqual([
      { passed: false },
    ]);
    expect(existsSync(outside)).toBe(false);
  });

  it('when it wants the network', async () => {
    const code =
      "def double(number):\n    import socket\n    socket.create_connection(('127.0.0.1', 1), 1)\n    return 2 * number";
    const reach =
      "def double(number):\n    import socket\n    assert [name for _, name in socket.if_nameindex()] == ['lo']\n    return 2 * number";
    const subject = await subjectOf('shapes.py', 'double');
    expect(await verdicts().of(subject, [code, reach])).toEqual([
      { passed: false },
      { passed: true },
    ]);
  });

  it('when it is cancelled: at once, and nothing stays', async () => {
    const abort = new AbortController();
    const subject = await subjectOf('shapes.py', 'double');
    setTimeout(() => abort.abort(), 700);
    const started = Date.now();
    const running = verdicts().of(
      subject,
      ['def double(number):\n    while True: pass'],
      abort.signal,
    );
    await expect(running).rejects.toThrow();
    expect(Date.now() - started).toBeLessThan(3_000);
    expect(readdirSync(join(data, 'worktrees'))).toEqual([]);
  });
});

it('in one of git’s hooks the index that is being committed stays as it is', async () => {
  write('staged.py', 'STAGED = 1\n');
  git('add', 'staged.py');
  write('unstaged.py', 'UNSTAGED = 1\n');
  const before = [state(), git('ls-files', '--stage')];
  vi.stubEnv('GIT_DIR', join(repository, '.git'));
  vi.stubEnv('GIT_INDEX_FILE', join(repository, '.git', 'index'));
  const told = await verdicts().of(await subjectOf('shapes.py', 'double'), [double]);
  vi.unstubAllEnvs();
  expect(told).toEqual([{ passed: true }]);
  expect([state(), git('ls-files', '--stage')]).toEqual(before);
});

it('worktrees of the user’s own that lie on a drive that is away stay known', async () => {
  const away = join(folder, 'away');
  git('worktree', 'add', '-q', '--detach', away);
  rmSync(away, { recursive: true });
  await verdicts().of(await subjectOf('shapes.py', 'double'), [double]);
  expect(git('worktree', 'list')).toContain(away);
  git('worktree', 'prune');
});

it('what a killed process left is gone after the next start', async () => {
  const left = join(data, 'worktrees', 'left');
  mkdirSync(left, { recursive: true });
  const dead = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' });
  writeFileSync(join(left, 'owner.json'), JSON.stringify({ pid: Number(dead), repository }));
  git('worktree', 'add', '-q', '--detach', join(left, 'tree'));
  expect(git('worktree', 'list')).toContain(left);
  await verdicts().cleanUp();
  expect(existsSync(left)).toBe(false);
  expect(git('worktree', 'list')).not.toContain(left);
});
