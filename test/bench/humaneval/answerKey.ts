import type { EvaluationLanguage, Problem } from '../../../src/evaluation/types.ts';

/** How the translations of HumanEval write what a call must give. */
const expectations: Readonly<Record<Exclude<EvaluationLanguage, 'python'>, RegExp>> = {
  ruby: /^v\d+ = ([\s\S]*?)\nif /gm,
  javascript: /^var v\d+ = ([\s\S]*?);\nif/gm,
  typescript: /^let expected_\d+ = ([\s\S]*?);\nassert/gm,
  go: /^\t(?:var )?expected_\d+(?: interface\{\})? :?= ([\s\S]*?)\n\tdeepCompare/gm,
  java: /^ {8}[\w<>, ]+ v\d+ = ([\s\S]*?);\n {8}if/gm,
};

/**
 * A solution that knows the tests: its n-th call gives what the n-th test expects. The translations
 * come without solutions of their own, and this one passes if and only if the problem can be built,
 * run and passed at all. Null for Python, whose tests are of another form.
 */
export function answerKey({ language, tests }: Problem): string | null {
  if (language === 'python') return null;
  const answers = [...tests.matchAll(expectations[language])].map(([, answer = '']) => answer);
  const cases = answers.map((answer, index) => `case ${index + 1}: return ${answer};`).join('\n');
  switch (language) {
    case 'ruby':
      return `  $calls = ($calls || -1) + 1\n  [${answers.join(', ')}][$calls]\nend`;
    case 'javascript':
      return `  globalThis.calls = (globalThis.calls ?? -1) + 1;\n  return [${answers.join(', ')}][globalThis.calls];\n}`;
    case 'typescript':
      return `  (globalThis as any).calls = ((globalThis as any).calls ?? -1) + 1;\n  return ([${answers.join(', ')}] as any)[(globalThis as any).calls];\n}`;
    case 'go':
      return `\tcalls++\n\tswitch calls {\n${cases}\n}\n\tpanic("one call too many")\n}\n\nvar calls int`;
    case 'java':
      return `        calls++;\n        switch (calls) {\n${cases}\n}\n        throw new RuntimeException();\n    }\n    static int calls = 0;\n}`;
  }
}

/** A body that does nothing of what is asked. */
export const stubs: Readonly<Record<EvaluationLanguage, string>> = {
  python: '    return None',
  ruby: '  nil\nend',
  javascript: '}',
  typescript: '}',
  go: '\tpanic("not written")\n}',
  java: '        throw new RuntimeException();\n    }\n}',
};
