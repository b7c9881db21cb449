import type { PromptLanguage } from '../types.ts';

const docs = {
  plain:
    'Splits total into an array of chunk sizes: as many chunks of the full size as fit, then one with the rest. A total of zero or less gives an empty array. Throws a RangeError when size is smaller than minimum.',
  jsdoc: [
    'Splits total into an array of chunk sizes: as many chunks of the full size as fit, then one',
    'with the rest.',
    '',
    '@param total - The amount to split; zero or less gives an empty array.',
    '@param size - The largest chunk.',
    '@param minimum - The smallest size that is allowed.',
    '@returns The chunk sizes, in order.',
    '@throws RangeError if size is smaller than minimum.',
  ].join('\n'),
};

const body = [
  '  if (size < minimum) throw new RangeError("size is below minimum");',
  '  const sizes = [];',
  '  while (total > 0) {',
  '    sizes.push(Math.min(size, total));',
  '    total -= size;',
  '  }',
  '  return sizes;',
  '}',
].join('\n');

const shared = {
  notation: {
    open: '/**\n * ',
    linePrefix: ' * ',
    close: '\n */',
    stopBefore: ['\\s*\\*/', '\\n\\s*\\*?\\s*@example'],
  },
  docInBody: false,
  blockOpening: ' {\n',
  styles: ['jsdoc', 'plain'],
  styleMarks: [
    { style: 'jsdoc', mark: /^\s*@(param|returns?|throws)\b/m },
    { style: 'plain', mark: /\S/ },
  ],
  bodyStop: { before: ['^```'], after: ['^\\}.*$'] },
} as const;

export const javascript: PromptLanguage = {
  ...shared,
  languages: ['javascript', 'javascriptreact'],
  title: 'JavaScript',
  fence: 'javascript',
  example: {
    signature: 'function chunkSizes(total, size, minimum = 1)',
    opening: ' {\n',
    body,
    docs,
  },
};

export const typescript: PromptLanguage = {
  ...shared,
  languages: ['typescript', 'typescriptreact'],
  title: 'TypeScript',
  fence: 'typescript',
  example: {
    signature: 'function chunkSizes(total: number, size: number, minimum = 1): number[]',
    opening: ' {\n',
    body: body.replace('const sizes = []', 'const sizes: number[] = []'),
    docs,
  },
};
