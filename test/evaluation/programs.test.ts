import { mkdtempSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readProblems } from '../../src/evaluation/problems.ts';
import { ProgramRunner } from '../../src/evaluation/programRunner.ts';
import { programText } from '../../src/evaluation/programText.ts';
import { evaluationLanguages } from '../../src/evaluation/types.ts';

/** Problems of our own in all shapes and languages, with a right and two wrong solutions each. */
const file = readFileSync('test/fixtures/evaluation/problems.jsonl', 'utf8');
const wrong = file
  .trim()
  .split('\n')
  .map((line): { broken_solution: string; leaving_solution: string } => JSON.parse(line));
const { problems, unusable } = readProblems(file, null);
const stories = problems.map((problem, index) => ({ ...problem, ...wrong[index] }));

const notes: string[] = [];
const note = (sentence: string) => notes.push(sentence);
let runner: ProgramRunner;

beforeAll(async () => {
  // Long enough for a machine that does other work.
  const limits = { seconds: 60, megabytes: 2048 };
  runner = await ProgramRunner.open(evaluationLanguages, note, { limits });
});

afterAll(() => runner.close());

it('the problems are of every language, and all can be used', () => {
  expect(new Set(problems.map(({ language }) => language))).toEqual(new Set(evaluationLanguages));
  expect(unusable).toEqual([]);
});

describe('a problem', () => {
  it.each(stories)('$task is solved by its own solution', async (problem) => {
    const program = programText(problem, problem.solution ?? '');
    expect(await runner.run(problem.language, program)).toBe('passed');
  });

  it.each(stories)('$task is not solved by a broken one', async (problem) => {
    const program = programText(problem, problem.broken_solution ?? '');
    expect(await runner.run(problem.language, program)).toBe('failed');
  });

  it.each(stories)('$task is not solved by leaving before the tests', async (problem) => {
    const program = programText(problem, problem.leaving_solution ?? '');
    expect(await runner.run(problem.language, program)).toBe('failed');
  });
});

describe('a program of a wrong form', () => {
  it.each(evaluationLanguages)('in %s does not compile', async (language) => {
    expect(await runner.run(language, 'this is ( no program')).toBe('compile-error');
  });
});

describe('a program is stopped', () => {
  it.each([
    ['that never ends', 'while True: pass', 'timeout'],
    [
      'whose child never ends',
      'import os\nif os.fork() == 0:\n  while True: pass\nos.wait()',
      'timeout',
    ],
    ['that fills the memory', 'import time\nfull = b"x" * 10**9\ntime.sleep(4)', 'out-of-memory'],
  ] as const)('%s', async (_, program, status) => {
    const limits = { seconds: 5, megabytes: 500 };
    const strict = await ProgramRunner.open(['python'], note, { limits });
    try {
      expect(await strict.run('python', program)).toBe(status);
    } finally {
      await strict.close();
    }
  });

  it('when it is cancelled, at once', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 500);
    const started = Date.now();
    await expect(runner.run('python', 'while True: pass', abort.signal)).rejects.toThrow();
    expect(Date.now() - started).toBeLessThan(3_000);
  });
});

describe('a program can’t reach', () => {
  it.each([
    ['the network', 'import socket\nassert [name for _, name in socket.if_nameindex()] != ["lo"]'],
    ['files outside of its folder', 'open("../outside", "w")'],
    ['the user’s files', 'import os\nopen(os.path.expanduser("~/roundtrip-outside"), "w")'],
  ])('%s', async (_, program) => {
    expect(notes).toEqual([]);
    expect(await runner.run('python', `${program}\nraise SystemExit(113)`)).toBe('failed');
  });

  it('but may write in its own', async () => {
    const program = 'open("inside", "w").close()\nraise SystemExit(113)';
    expect(await runner.run('python', program)).toBe('passed');
  });
});

it('nothing is left of what ran', async () => {
  const temporary = mkdtempSync(join(tmpdir(), 'roundtrip-programs-test-'));
  vi.stubEnv('TMPDIR', temporary);
  const one = await ProgramRunner.open(['python'], () => {});
  await one.run('python', 'open("left", "w").close()');
  expect(readdirSync(temporary)).toHaveLength(1);
  await one.close();
  expect(readdirSync(temporary)).toEqual([]);
  vi.unstubAllEnvs();
  rmdirSync(temporary);
});
