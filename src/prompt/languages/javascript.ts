import type { PromptLanguage } from '../types.ts';

const docs = {
  plain:
    'Splits total into an array of chunk sizes: as many chunks of the full size as fit, then one with the rest, unless the rest is below minimum. A total below minimum gives an empty array.',
  jsdoc: [
    'Splits total into an array of chunk sizes: as many chunks of the full size as fit, then one',
    'with the rest, unless the rest is below minimum.',
    '',
    '@param total - The amount to split; an amount below minimum gives an empty array.',
    '@param size - The largest chunk.',
    '@param minimum - The smallest chunk that is kept.',
    '@returns The chunk sizes, in order.',
  ].join('\n'),
};

const body = [
  '  const sizes = [];',
  '  while (total >= minimum) {',
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
  styles: ['plain', 'jsdoc'],
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
