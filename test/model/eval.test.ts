import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CommandLine } from '../support/cli.ts';
import { testModel } from '../support/engine.ts';

const cli = new CommandLine();
const fixture = readFileSync('test/fixtures/evaluation/problems.jsonl', 'utf8');
const pythonProblem = fixture.split('\n')[0] ?? '';
const environment = { ROUNDTRIP_MODEL: testModel('smollm2'), TMPDIR: `${cli.folder}/tmp` };

beforeEach(() => {
  cli.write('tmp/.keep', '');
});

afterAll(() => cli.dispose());

function leftInTemporary(): string[] {
  return readdirSync(`${cli.folder}/tmp`).filter((name) => name.includes('evaluation'));
}

const share = expect.toSatisfy((value) => value >= 0 && value <= 1);

describe('an evaluation tells', () => {
  it('a line a task and a summary, the bad line’s error before them', async () => {
    cli.write('own.jsonl', `${pythonProblem}\n{"prompt": 1}\n${fixture}`);
    const args = ['eval', 'own.jsonl', '--language', 'python', '--limit', '2', '--json'];
    const ended = await cli.run(args, environment);
    expect(ended.code).toBe(0);
    const [bad, ...lines] = ended.lines();
    expect(bad).toEqual({
      path: 'own.jsonl',
      line: 2,
      error: 'The problem has no text “test”.',
    });
    const task = { task: 'Own/python', language: 'python', samples: 1 };
    expect(lines).toEqual([
      { ...task, passed: share, passAt1: share, counts: expect.any(Object) },
      { ...task, passed: share, passAt1: share, counts: expect.any(Object) },
      {
        summary: {
          ...{ benchmark: 'own.jsonl', language: 'python', tasks: 2, samples: 1 },
          ...{ passAt1: share, interval: [share, share], counts: expect.any(Object) },
          ...{ prompt: 'evaluation/1', drawing: 'greedy', seed: expect.any(Number) },
          ...{ model: expect.stringMatching(/smollm2/iu), modelHash: expect.any(String) },
          ...{ adapter: null, seconds: expect.any(Number) },
        },
      },
    ]);
    expect(leftInTemporary()).toEqual([]);
  });

  it('the same with the same seed, and a table to people', async () => {
    cli.write('data/benchmarks/HumanEval.jsonl', pythonProblem);
    const args = ['eval', 'humaneval', '--samples', '4', '--seed', '7'];
    const first = await cli.run(args, environment);
    expect(first.stdout).toMatch(
      /^Own\/python {2}.+\npython: pass@1 \d+% \[\d+%, \d+%\] of 1 tasks, 4 samples each: .+\.\n$/,
    );
    expect((await cli.run(args, environment)).stdout).toBe(first.stdout);
  });
});

describe('held-out functions', () => {
  it('are told one by one, with their mean', async () => {
    const functions = Array.from(
      { length: 20 },
      (_, index) =>
        `def apart${index}(one, other):\n    gap = one - other\n    return gap * ${index}\n`,
    );
    cli.write('functions.py', functions.join('\n\n'));
    const ended = await cli.run(['eval', 'heldout', '--limit', '1', '--json'], environment);
    rmSync(`${cli.folder}/functions.py`);
    expect(ended.code).toBe(0);
    expect(ended.lines()).toEqual([
      {
        ...{ path: 'functions.py', qualifiedName: expect.stringMatching(/^apart\d+$/) },
        ...{ language: 'python', reward: expect.any(Number), baseline: expect.any(Number) },
        ...{ leak: expect.any(Number), words: expect.any(Number), codeShare: expect.any(Number) },
        lift: expect.toSatisfy((lift) => lift === null || typeof lift === 'number'),
      },
      {
        summary: {
          ...{ benchmark: 'heldout', functions: 1, meanReward: expect.any(Number) },
          ...{ interval: [expect.any(Number), expect.any(Number)] },
          meanLift: expect.toSatisfy((lift) => lift === null || typeof lift === 'number'),
          ...{ model: expect.stringMatching(/smollm2/iu), modelHash: expect.any(String) },
          ...{ adapter: null, seconds: expect.any(Number) },
        },
      },
    ]);
  });

  it('need functions', async () => {
    const ended = await cli.run(['eval', 'heldout'], environment);
    expect(ended).toMatchObject({ code: 0, stdout: '' });
    expect(ended.stderr).toMatch(/^No function of this repository is held out/);
  });
});

describe('an evaluation ends with a sentence', () => {
  it.each([
    ['without the benchmark', ['mbpp'], {}, /^The benchmark is not .* Put its mbpp\.jsonl .*\n$/],
    ['without the file', ['gone.jsonl'], {}, /^gone\.jsonl does not exist\. Check the path\.\n$/],
    ['without a problem', ['empty.jsonl'], {}, /^There is no problem to evaluate in empty\.jsonl/],
    [
      'without the language’s tools',
      ['own.jsonl', '--language', 'go'],
      { PATH: '/nowhere' },
      /^go can't be found.*apt-get install golang-go\) and try again\.\n$/,
    ],
    ['of a language it does not know', ['own.jsonl', '--language', 'php'], {}, /Allowed choices/],
  ])('%s', async (_, args, more, sentence) => {
    cli.write('empty.jsonl', '\n');
    cli.write('own.jsonl', fixture);
    const ended = await cli.run(['eval', ...args], { ...environment, ...more });
    expect(ended.stderr).toMatch(sentence);
    expect(ended.code).toBe(2);
  });
});

it('Ctrl-C ends it within a second; no process and no folder is left', { retry: 2 }, async () => {
  cli.write('many.jsonl', `${pythonProblem}\n`.repeat(100));
  const child = cli.start(['eval', 'many.jsonl', '--json'], environment);
  if (child.stdout) await once(child.stdout, 'data');
  await setTimeout(300);
  const interrupted = performance.now();
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  expect(performance.now() - interrupted).toBeLessThan(1_000);
  expect(code).toBe(130);
  expect(leftInTemporary()).toEqual([]);
  const running = execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' });
  expect(running).not.toContain(`${cli.folder}/tmp/roundtrip-evaluation`);
});
