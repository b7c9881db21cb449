import { beforeAll, describe, expect, it } from 'vitest';
import type { LanguageId } from '../../../src/parse/types.ts';
import {
  cleanDocumentation,
  previewDocumentation,
} from '../../../src/prompt/cleanDocumentation.ts';
import { cleanReconstruction } from '../../../src/prompt/cleanReconstruction.ts';
import { signatureView } from '../../../src/prompt/reconstruction.ts';
import { testParser } from '../../support/grammars.ts';
import { unitOf } from '../../support/units.ts';

const parser = testParser();
const code: Partial<Record<LanguageId, string>> = {
  python: 'def add(first, second):\n    total = first + second\n    return total',
  typescript: 'function add(a: number, b: number): number {\n  return a + b;\n}',
  go: 'func Add(a, b int) int {\n\treturn a + b\n}',
  ruby: 'def add(a, b)\n  a + b\nend',
};
const unit = (language: LanguageId) => unitOf(parser, language, code[language] ?? '');

beforeAll(() => parser.load('python', 'typescript', 'go', 'ruby'));

describe('a documentation reply', () => {
  const replies: [what: string, LanguageId, reply: string, doc: string][] = [
    ['as asked for', 'python', 'Add two numbers.', 'Add two numbers.'],
    [
      'with comment markers',
      'typescript',
      ' Adds two numbers.\n *\n * @param a - One.\n',
      'Adds two numbers.\n\n@param a - One.',
    ],
    ['in line comments', 'go', ' Add adds two\n// numbers.', 'Add adds two\nnumbers.'],
    ['in line comments', 'ruby', ' Adds two\n# numbers.', 'Adds two\nnumbers.'],
    [
      'behind chatter',
      'python',
      'Here is the documentation:\nAdd two numbers.',
      'Add two numbers.',
    ],
    [
      'before chatter',
      'python',
      'Add two numbers.\n\nLet me know if you need more!',
      'Add two numbers.',
    ],
    [
      'with an indented fence',
      'python',
      'Add two.\n   ```\n[x](command:y) and more',
      'Add two.\n[x](command:y) and more',
    ],
    ['in a fence', 'python', '```\nAdd two numbers.\n```', 'Add two numbers.'],
    [
      'with the code echoed',
      'python',
      'Add two numbers.\n\ndef add(first, second):\n    return it.',
      'Add two numbers.\n\nreturn it.',
    ],
    [
      'indented like a body',
      'python',
      'Add two numbers.\n\n    Args:\n        first: One.\n    ',
      'Add two numbers.\n\nArgs:\n    first: One.',
    ],
    [
      'with lines repeated',
      'python',
      'Add two numbers.\nRaises an error for strings.\nRaises an error for strings.',
      'Add two numbers.\nRaises an error for strings.',
    ],
    [
      'with a heading repeated',
      'python',
      `Add two numbers.${'\n\nRaises:'.repeat(9)}`,
      'Add two numbers.\n\nRaises:',
    ],
    ['with CRLF', 'python', 'Add two\r\nnumbers.', 'Add two\nnumbers.'],
    [
      'with a list',
      'python',
      'Add two numbers:\n* the first\n* the second',
      'Add two numbers:\n* the first\n* the second',
    ],
  ];
  it.each(replies)('%s (%s) is cleaned', (_, language, reply, doc) => {
    expect(cleanDocumentation(unit(language), reply, true)).toBe(doc);
  });

  const bad: [what: string, reply: string, error: string][] = [
    ['nothing', '', 'empty-reply'],
    ['white space', ' \n \n', 'empty-reply'],
    ['only a fence', '```\n```', 'empty-reply'],
    ['one word', 'add', 'unusable-reply'],
    ['no words', '++ -- 12 !!', 'unusable-reply'],
    ['one phrase over and over', 'the sum of '.repeat(40), 'unusable-reply'],
  ];
  it.each(bad)('of %s is refused', (_, reply, error) => {
    expect(() => cleanDocumentation(unit('python'), reply, true)).toThrow(
      expect.objectContaining({ code: error }),
    );
  });

  it('that was cut off loses its broken sentence', () => {
    const reply = 'Add two numbers. The sum is given back. If the first';
    expect(cleanDocumentation(unit('python'), reply, false)).toBe(
      'Add two numbers. The sum is given back.',
    );
  });

  it('can be shown while it is written', () => {
    expect(previewDocumentation(unit('typescript'), ' Adds two\n * numb')).toBe('Adds two\nnumb');
    expect(previewDocumentation(unit('typescript'), '')).toBe('');
  });
});

describe('a reconstruction reply', () => {
  const replies: [LanguageId, reply: string, rebuilt: string][] = [
    ['python', '    return first + second\n', 'def add(first, second):\n    return first + second'],
    ['python', '    return 1\n```\nThis adds.', 'def add(first, second):\n    return 1'],
    [
      'typescript',
      '  return a + b;\n}',
      'function add(a: number, b: number): number {\n  return a + b;\n}',
    ],
    ['go', '\treturn a + b\r\n}', 'func Add(a, b int) int {\n\treturn a + b\n}'],
  ];
  it.each(replies)('in %s goes on from the signature', (language, reply, rebuilt) => {
    expect(cleanReconstruction(signatureView(unit(language)), reply)).toBe(rebuilt);
  });

  it.each(['', '\n  \n', '```'])('of nothing (%j) is refused', (reply) => {
    expect(() => cleanReconstruction(signatureView(unit('python')), reply)).toThrow(
      expect.objectContaining({ code: 'empty-reply' }),
    );
  });
});
