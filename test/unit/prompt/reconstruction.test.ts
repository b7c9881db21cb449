import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../src/parse/types.ts';
import { reconstructionPrompt, signatureView } from '../../../src/prompt/reconstruction.ts';
import { testParser } from '../../support/grammars.ts';
import { unitOf } from '../../support/units.ts';

const parser = testParser();
const languages: readonly LanguageId[] = [
  'python',
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'go',
  'ruby',
];
/** Functions of each form around a body that holds one telling name. */
const forms: [LanguageId, (secret: string) => string][] = [
  ['python', (secret) => `def f(a):\n    ${secret} = a\n    return ${secret}`],
  ['python', (secret) => `f = lambda a: ${secret}(a)`],
  ['typescript', (secret) => `const f = (a: number): number => ${secret}(a);`],
  ['typescript', (secret) => `async m(a: number) {\n  return this.${secret}(a);\n}`],
  ['javascript', (secret) => `function* f(a) {\n  yield ${secret}(a);\n}`],
  ['javascript', (secret) => `const f = async (a) => {\n  await ${secret}(a);\n}`],
  ['go', (secret) => `func (r *T) F(a int) int {\n\treturn r.${secret}(a)\n}`],
  ['ruby', (secret) => `def f(a)\n  ${secret}(a)\nend`],
  ['ruby', (secret) => `def f(a) = ${secret}(a)`],
];

beforeAll(() => parser.load(...languages));

const wholeText = (language: LanguageId, code: string) => {
  const prompt = reconstructionPrompt(signatureView(unitOf(parser, language, code)), 'Does it.');
  return JSON.stringify(prompt);
};

describe('the reconstruction prompt', () => {
  it.each(forms)('holds nothing of the body (%s)', (language, form) => {
    fc.assert(
      fc.property(fc.stringMatching(/^secret[a-z]{4,12}$/), (secret) => {
        expect(wholeText(language, form(secret))).not.toContain(secret);
      }),
      { numRuns: 20 },
    );
  });

  it.each(languages)('holds no line of the bodies of real functions (%s)', (language) => {
    const lines = readFileSync(`test/fixtures/functions/${language}.jsonl`, 'utf8')
      .trim()
      .split('\n');
    for (const line of lines) {
      const { code } = JSON.parse(line) as { code: string };
      const unit = unitOf(parser, language, code);
      const text = wholeText(language, code);
      const telling = unit.body
        .split('\n')
        .map((part) => part.trim())
        .filter((part) => part.length > 20 && !unit.signature.includes(part));
      for (const part of telling) expect(text).not.toContain(JSON.stringify(part).slice(1, -1));
    }
  });

  const starts: [LanguageId, string, string][] = [
    ['python', 'def f(a):\n    return a', '```python\ndef f(a):\n'],
    ['python', 'f = lambda a: a', '```python\nf = lambda a:'],
    [
      'typescript',
      'function f(a: number) {\n  return a;\n}',
      '```typescript\nfunction f(a: number) {\n',
    ],
    ['typescript', 'const f = (a: number) => a;', '```typescript\nconst f = (a: number) =>'],
    ['go', 'func F() {\n\tg()\n}', '```go\nfunc F() {\n'],
    ['ruby', 'def f(a)\n  a\nend', '```ruby\ndef f(a)\n'],
    ['ruby', 'def f(a) = a', '```ruby\ndef f(a) ='],
  ];
  it.each(starts)('begins the reply with the signature: %s %j', (language, code, prefill) => {
    const view = signatureView(unitOf(parser, language, code));
    expect(reconstructionPrompt(view, 'Doc.').prefill).toBe(prefill);
  });

  const placed: [LanguageId, string, string][] = [
    ['python', 'def f():\n    return 1', 'def f():\n    """Gives one."""'],
    ['javascript', 'function f() {\n  return 1;\n}', '/**\n * Gives one.\n */\nfunction f()'],
    ['go', 'func F() int {\n\treturn 1\n}', '// Gives one.\nfunc F() int'],
    ['ruby', 'def f\n  1\nend', '# Gives one.\ndef f'],
  ];
  it.each(placed)('puts the doc where %s has it', (language, code, request) => {
    const view = signatureView(unitOf(parser, language, code));
    expect(reconstructionPrompt(view, 'Gives one.').messages.at(-1)?.content).toContain(request);
  });
});
