import { expect, it } from 'vitest';
import { reportOf, summaryOf } from '../../../src/evaluation/summary.ts';
import type { Status, TaskResult } from '../../../src/evaluation/types.ts';

const task = (name: string, ...outcomes: Status[]): TaskResult => ({
  ...{ task: name, language: 'python', outcomes },
});

it('a task counts how its samples ended', () => {
  expect(reportOf(task('1', 'passed', 'timeout', 'failed', 'failed'))).toEqual({
    ...{ task: '1', language: 'python', passed: 1, samples: 4, passAt1: 0.25 },
    counts: { passed: 1, failed: 2, timeout: 1 },
  });
});

it('a summary is the mean over tasks, with k up to the samples', () => {
  const ten = (passed: number) =>
    Array.from({ length: 10 }, (_, index): Status => (index < passed ? 'passed' : 'failed'));
  const summary = summaryOf('python', [task('1', ...ten(5)), task('2', ...ten(0))]);
  expect(summary).toMatchObject({
    ...{ language: 'python', tasks: 2, samples: 10, passAt1: 0.25, passAt10: 0.5 },
    counts: { passed: 5, failed: 15 },
  });
  expect(summary).not.toHaveProperty('passAt100');
  const [low = 1, high = 0] = summary.interval ?? [];
  expect(low).toBeLessThan(0.25);
  expect(high).toBeGreaterThan(0.25);
});
