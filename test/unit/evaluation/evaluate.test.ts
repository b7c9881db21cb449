import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RoundtripError } from '../../../src/common/errors.ts';
import type { Completion, GenerateRequest } from '../../../src/engine/engine.ts';
import { type EvaluationOptions, evaluate } from '../../../src/evaluation/evaluate.ts';
import type { Problem, TaskResult } from '../../../src/evaluation/types.ts';

const right = '    return 2 * number';
const wrong = '    return number';
const endless = '    while True: pass';

const problem = (task: string): Problem => ({
  ...{ task, language: 'python', description: '', setup: '', solution: null },
  start: `def double(number):\n    # task ${task}\n`,
  tests: 'assert double(3) == 6',
});

function completion(text: string): Completion {
  const timings = { reusedTokens: 0, firstTokenMs: 0, totalMs: 0 };
  return { text, promptTokens: [], tokens: [], stopReason: 'rule', timings };
}

/** An engine that answers as it is told. */
function engineOf(answers: (request: GenerateRequest) => string) {
  const requests: GenerateRequest[] = [];
  return {
    requests,
    async generateMany(asked: readonly GenerateRequest[]): Promise<Completion[]> {
      requests.push(...asked);
      return asked.map((request) => completion(answers(request)));
    },
  };
}

const greedy: EvaluationOptions = { samples: 1, drawing: 'greedy', seed: 0 };
const note = () => {};

async function all(results: AsyncIterable<TaskResult>): Promise<TaskResult[]> {
  const collected: TaskResult[] = [];
  for await (const result of results) collected.push(result);
  return collected;
}

const temporary = mkdtempSync(join(tmpdir(), 'roundtrip-evaluate-test-'));

beforeAll(() => vi.stubEnv('TMPDIR', temporary));

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true, force: true });
});

describe('an evaluation', () => {
  it('judges what the model wrote, in the problems’ order', async () => {
    const engine = engineOf(({ prompt }) => (prompt.prefill.includes('task b') ? wrong : right));
    const results = await all(evaluate(['a', 'b', 'c'].map(problem), greedy, { engine, note }));
    expect(results.map(({ task, outcomes }) => [task, ...outcomes])).toEqual([
      ['a', 'passed'],
      ['b', 'failed'],
      ['c', 'passed'],
    ]);
  });

  it('goes through more problems than are in flight at once', async () => {
    const names = Array.from({ length: 70 }, (_, index) => String(index));
    const engine = engineOf(() => '');
    const results = await all(evaluate(names.map(problem), greedy, { engine, note }));
    expect(results.map(({ task }) => task)).toEqual(names);
    expect(new Set(results.flatMap(({ outcomes }) => outcomes))).toEqual(new Set(['no-answer']));
  });

  it('draws each sample with a seed of its own', async () => {
    const engine = engineOf(({ sampling }) => (sampling.seed % 2 === 0 ? right : wrong));
    const drawn: EvaluationOptions = { samples: 3, drawing: 'user', seed: 2 ** 32 - 2 };
    const results = await all(evaluate(['a', 'b'].map(problem), drawn, { engine, note }));
    expect(engine.requests.map(({ sampling }) => sampling.seed)).toEqual([
      ...[2 ** 32 - 2, 2 ** 32 - 1, 0],
      ...[1, 2, 3],
    ]);
    expect(results.map(({ outcomes }) => outcomes)).toEqual([
      ['passed', 'failed', 'passed'],
      ['failed', 'passed', 'failed'],
    ]);
  });

  it('goes on after a problem that the model can’t take', async () => {
    const engine = engineOf(({ prompt }) => {
      if (prompt.prefill.includes('task a')) throw new RoundtripError('prompt-too-long', 'Long.');
      return right;
    });
    const results = await all(evaluate(['a', 'b'].map(problem), greedy, { engine, note }));
    expect(results.map(({ outcomes }) => outcomes)).toEqual([['no-answer'], ['passed']]);
  });
});

describe('nothing runs on and nothing is left', () => {
  it('when it is cancelled while a program runs', async () => {
    const abort = new AbortController();
    const engine = engineOf(() => endless);
    setTimeout(() => abort.abort(), 1_000);
    const running = all(
      evaluate(['a', 'b'].map(problem), greedy, { engine, note, signal: abort.signal }),
    );
    await expect(running).rejects.toThrow();
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('when the engine fails', async () => {
    const engine = engineOf(() => {
      throw new RoundtripError('engine-died', 'The model’s process ended.');
    });
    const running = all(evaluate(['a', 'b'].map(problem), greedy, { engine, note }));
    await expect(running).rejects.toMatchObject({ code: 'engine-died' });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('when nobody wants further results', async () => {
    const engine = engineOf(({ prompt }) => (prompt.prefill.includes('task a') ? right : endless));
    for await (const { task } of evaluate(['a', 'b'].map(problem), greedy, { engine, note })) {
      expect(task).toBe('a');
      break;
    }
    expect(readdirSync(temporary)).toEqual([]);
  });
});
