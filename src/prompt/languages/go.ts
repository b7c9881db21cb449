import type { PromptLanguage } from '../types.ts';

export const go: PromptLanguage = {
  languages: ['go'],
  title: 'Go',
  fence: 'go',
  notation: { open: '// ', linePrefix: '// ', close: '', stopBefore: ['\\n(?=[^/])'] },
  docInBody: false,
  blockOpening: ' {\n',
  styles: ['plain'],
  styleMarks: [],
  example: {
    signature: 'func ChunkSizes(total, size, minimum int) []int',
    opening: ' {\n',
    body: [
      '\tvar sizes []int',
      '\tfor total >= minimum {',
      '\t\tsizes = append(sizes, min(size, total))',
      '\t\ttotal -= size',
      '\t}',
      '\treturn sizes',
      '}',
    ].join('\n'),
    docs: {
      plain: [
        'ChunkSizes splits total into a slice of chunk sizes: as many chunks of the full size as',
        'fit, then one with the rest, unless the rest is below minimum. A total below minimum',
        'gives a nil slice.',
      ].join('\n'),
    },
  },
  bodyStop: { before: ['^```'], after: ['^\\}.*$'] },
};
