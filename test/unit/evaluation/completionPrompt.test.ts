import { describe, expect, it } from 'vitest';
import { completionPrompt, solutionIn } from '../../../src/evaluation/completionPrompt.ts';
import { programText } from '../../../src/evaluation/programText.ts';
import type { Problem } from '../../../src/evaluation/types.ts';

const problem: Problem = {
  ...{ task: '1', language: 'ruby', description: '', setup: '', solution: null },
  start: 'def double(number)\n',
  tests: 'raise unless double(2) == 4',
};

describe('the model is asked', () => {
  it('to go on from the problem’s code, which the reply begins with', () => {
    const { messages, prefill, stop } = completionPrompt(problem);
    expect(messages.at(-1)?.content).toContain('```ruby\ndef double(number)\n```');
    expect(prefill).toBe('```ruby\ndef double(number)\n');
    expect(stop.after).not.toEqual([]);
  });

  it('for whole code where the problem is in words: nothing but the fence ends it', () => {
    const { messages, prefill, stop } = completionPrompt({
      ...problem,
      start: null,
      description: 'Double a number.\n\nraise unless double(2) == 4',
    });
    expect(messages.at(-1)?.content).toContain('Double a number.\n\nraise unless double(2) == 4');
    expect(prefill).toBe('```ruby\n');
    expect(stop).toEqual({ before: ['^```'], after: [] });
  });

  it('never with the solution in sight', () => {
    const asked = JSON.stringify(completionPrompt({ ...problem, solution: 'number * 2' }));
    expect(asked).not.toContain('number * 2');
  });
});

describe('the solution in a reply', () => {
  it.each([
    ['all of it', '\n  2 * number\nend', '\n  2 * number\nend'],
    ['up to the fence', '\n  2 * number\nend\n```\nThis doubles.', '\n  2 * number\nend'],
    ['with plain line ends', '\r\n  1\r\nend\r\n', '\n  1\nend'],
    ['nothing', ' \n```', null],
  ])('is %s', (_, reply, solution) => {
    expect(solutionIn(reply)).toBe(solution);
  });
});

describe('a program', () => {
  it('goes on from the start, and ends with the exit code after the tests', () => {
    expect(programText(problem, '  2 * number\nend')).toBe(
      'def double(number)\n  2 * number\nend\nraise unless double(2) == 4\nProcess.exit!(113)\n',
    );
  });

  it('in Java closes the class that a model left open, and no other', () => {
    const java: Problem = { ...problem, language: 'java', start: 'class A {\n', tests: '' };
    const open = programText(java, '    int one() {\n        return 1;\n    }');
    const closed = programText(java, '    int one() {\n        return 1;\n    }\n}');
    expect(open.replace(/\s+/g, ' ')).toBe(closed.replace(/\s+/g, ' '));
  });
});
