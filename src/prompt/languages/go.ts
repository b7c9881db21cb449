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
    signature: 'func ChunkSizes(total, size, minimum int) ([]int, error)',
    opening: ' {\n',
    body: [
      '\tif size < minimum {',
      '\t\treturn nil, errors.New("size is below minimum")',
      '\t}',
      '\tvar sizes []int',
      '\tfor total > 0 {',
      '\t\tsizes = append(sizes, min(size, total))',
      '\t\ttotal -= size',
      '\t}',
      '\treturn sizes, nil',
      '}',
    ].join('\n'),
    docs: {
      plain: [
        'ChunkSizes splits total into a slice of chunk sizes: as many chunks of the full size as',
        'fit, then one with the rest. A total of zero or less gives a nil slice. It returns an',
        'error when size is smaller than minimum.',
      ].join('\n'),
    },
  },
  bodyStop: { before: ['^```'], after: ['^\\}.*$'] },
};
