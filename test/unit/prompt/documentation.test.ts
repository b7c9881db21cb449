import { beforeAll, describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../src/parse/types.ts';
import { detectStyle, documentationPrompt } from '../../../src/prompt/documentation.ts';
import type { DocumentationStyle } from '../../../src/prompt/types.ts';
import { testParser } from '../../support/grammars.ts';
import { unitOf } from '../../support/units.ts';

const parser = testParser();
const functions: Record<string, [language: LanguageId, code: string, prefill: string]> = {
  python: ['python', 'def f(a):\n    return a + 1', '```python\n"""'],
  typescript: [
    'typescript',
    'function f(a: number) {\n  return a + 1;\n}',
    '```typescript\n/**\n *',
  ],
  tsx: ['typescriptreact', 'const F = () => <b>hi</b>;', '```typescript\n/**\n *'],
  javascript: ['javascript', 'function f(a) {\n  return a + 1;\n}', '```javascript\n/**\n *'],
  jsx: ['javascriptreact', 'const F = () => <b>hi</b>;', '```javascript\n/**\n *'],
  go: ['go', 'func F(a int) int {\n\treturn a + 1\n}', '```go\n//'],
  ruby: ['ruby', 'def f(a)\n  a + 1\nend', '```ruby\n#'],
};

beforeAll(() => parser.load(...Object.values(functions).map(([language]) => language)));

describe('the documentation prompt', () => {
  it.each(Object.entries(functions))(
    'begins the reply in the notation of %s',
    (_, [language, code, prefill]) => {
      const prompt = documentationPrompt(unitOf(parser, language, code));
      expect(prompt.prefill).toBe(prefill);
      expect(prompt.messages.at(-1)?.content).toContain(code);
    },
  );

  it('has the same constant messages for every function of a language and style', () => {
    const [one, other] = ['def f():\n    return 1', 'def g(x):\n    return x'].map((code) => {
      const { messages, constantMessages } = documentationPrompt(unitOf(parser, 'python', code));
      return messages.slice(0, constantMessages);
    });
    expect(one).toHaveLength(3);
    expect(one).toEqual(other);
  });

  it('names template, language and style in its version', () => {
    const unit = unitOf(parser, 'python', 'def f():\n    return 1');
    expect(documentationPrompt(unit, 'numpy').version).toMatch(
      /^documentation\/\d+\/python\/numpy$/,
    );
  });

  it('takes the default style of a language that lacks the one asked for', () => {
    const unit = unitOf(parser, 'go', 'func F() int {\n\treturn 1\n}');
    expect(documentationPrompt(unit, 'yard')).toEqual(documentationPrompt(unit));
  });
});

describe('the style of a project', () => {
  const cases: [LanguageId, string, DocumentationStyle | undefined][] = [
    ['python', 'Add.\n\nArgs:\n    a: One.', 'google'],
    ['python', 'Add.\n\nParameters\n----------\na : int', 'numpy'],
    ['python', 'Add.\n\n:param a: One.', 'sphinx'],
    ['python', 'Add one number to another.', 'plain'],
    ['typescript', 'Adds.\n\n@param a - One.', 'jsdoc'],
    ['typescript', 'Adds one number to another.', 'plain'],
    ['ruby', 'Adds.\n\n@return [Integer] the sum', 'yard'],
    ['go', 'Add adds.', undefined],
  ];
  it.each(cases)('%s %j is %s', (language, doc, style) => {
    expect(detectStyle({ language }, [doc])).toBe(style);
  });

  it('is unknown where no doc stands nearby', () => {
    expect(detectStyle({ language: 'python' }, [])).toBeUndefined();
  });
});
