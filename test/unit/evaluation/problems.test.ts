import { describe, expect, it } from 'vitest';
import { readProblems } from '../../../src/evaluation/problems.ts';

const humanEval = {
  task_id: 'HumanEval/0',
  prompt: 'def double(number):\n    """ Twice the number. """\n',
  entry_point: 'double',
  canonical_solution: '    return 2 * number\n',
  test: 'def check(candidate):\n    assert candidate(2) == 4\n',
};
const translated = {
  task_id: 'HumanEval_ruby/0',
  language: 'ruby',
  prompt: '# Twice the number.\ndef double(number)',
  entry_point: 'double',
  canonical_solution: null,
  test: 'raise unless double(2) == 4\n',
};
const mbpp = {
  task_id: 7,
  text: 'Write a function that doubles a number.',
  code: 'def double(number):\n  return 2 * number',
  test_list: ['assert double(2) == 4', 'assert double(0) == 0'],
  test_setup_code: 'import math',
  challenge_test_list: [],
};
const sanitized = {
  task_id: 8,
  prompt: 'Write a function that doubles a number.',
  code: 'def double(number):\n  return 2 * number',
  test_imports: ['import math'],
  test_list: ['assert double(2) == 4'],
};
const withTest = { text: 'Double a number.', test: 'assert double(2) == 4' };

const jsonLines = (...problems: readonly unknown[]) =>
  problems.map((problem) => JSON.stringify(problem)).join('\n');

describe('a problem is read', () => {
  it('as HumanEval writes it: somebody has to call check', () => {
    expect(readProblems(jsonLines(humanEval), null).problems).toEqual([
      {
        task: 'HumanEval/0',
        language: 'python',
        start: humanEval.prompt,
        description: '',
        setup: '',
        tests: `${humanEval.test}\n\ncheck(double)\n`,
        solution: '    return 2 * number\n',
      },
    ]);
  });

  it('as its translations write it: tests run by themselves, and the signature is a whole line', () => {
    const { test, prompt } = translated;
    expect(readProblems(jsonLines(translated), null).problems).toEqual([
      {
        ...{ task: 'HumanEval_ruby/0', language: 'ruby', description: '', setup: '' },
        ...{ start: `${prompt}\n`, tests: test, solution: null },
      },
    ]);
  });

  it('as MBPP writes it: words, and tests that the model sees', () => {
    const tests = 'assert double(2) == 4\nassert double(0) == 0';
    expect(readProblems(jsonLines(mbpp), null).problems).toEqual([
      {
        ...{ task: '7', language: 'python', start: null, setup: 'import math', tests },
        description: `Write a function that doubles a number.\n\n${tests}`,
        solution: mbpp.code,
      },
    ]);
  });

  it.each([
    ['MBPP’s sanitized form', sanitized, { task: '8', setup: 'import math\n' }],
    ['one text of tests, and no task id', withTest, { task: '1', tests: 'assert double(2) == 4' }],
  ])('with %s', (_, problem, expected) => {
    expect(readProblems(jsonLines(problem), null).problems[0]).toMatchObject({
      ...expected,
      start: null,
    });
  });
});

describe('tests that no solution could pass are mended', () => {
  it('a helper does not take the place of a solution of the same name', () => {
    const test =
      'function compare(a, b) { return a === b }\nvar x0 = compare(1);\nif(!compare(x0, 2)){ throw x0 }';
    const problem = { ...translated, language: 'javascript', entry_point: 'compare', test };
    expect(readProblems(jsonLines(problem), null).problems[0]?.tests).toBe(
      'function compareHelper(a, b) { return a === b }\nvar x0 = compare(1);\nif(!compareHelper(x0, 2)){ throw x0 }',
    );
  });

  it('Go knows a type for nil', () => {
    const test = 'func main() {\n\texpected_1 := nil\n\tx := 1\n}';
    const problem = { ...translated, language: 'go', test };
    expect(readProblems(jsonLines(problem), null).problems[0]?.tests).toBe(
      'func main() {\n\tvar expected_1 interface{} = nil\n\tx := 1\n}',
    );
  });
});

describe('a language', () => {
  const file = jsonLines(humanEval, translated);

  it.each([
    ['all', null, ['python', 'ruby']],
    ['its own, where the problem tells', 'ruby', ['ruby', 'ruby']],
    ['none that is another', 'go', ['go']],
  ] as const)('chooses %s', (_, language, languages) => {
    const { problems } = readProblems(file, language);
    expect(problems.map((problem) => problem.language)).toEqual(languages);
  });
});

it('a bad line gets its error and the others are read', () => {
  const bad = [
    '{"prompt": ',
    '[1]',
    JSON.stringify({ ...translated, language: 'php' }),
    JSON.stringify({ ...humanEval, entry_point: 7 }),
    JSON.stringify({ ...humanEval, test: '' }),
    JSON.stringify({ ...mbpp, test_list: 'assert True' }),
  ];
  const { problems, unusable } = readProblems(
    [...bad, '', jsonLines(humanEval)].join('\r\n'),
    null,
  );
  expect(problems.map(({ task }) => task)).toEqual(['HumanEval/0']);
  expect(unusable).toEqual([
    { line: 1, error: 'This is no JSON.' },
    { line: 2, error: 'This is no JSON object.' },
    {
      line: 3,
      error: expect.stringMatching(/^Programs in “php” can't be judged\. Known are python, ruby/),
    },
    { line: 4, error: 'The problem has no text “entry_point”.' },
    { line: 5, error: 'The problem has no text “test”.' },
    { line: 6, error: '“test_list” is no list of texts.' },
  ]);
});
