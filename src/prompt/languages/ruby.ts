import type { PromptLanguage } from '../types.ts';

export const ruby: PromptLanguage = {
  languages: ['ruby'],
  title: 'Ruby',
  fence: 'ruby',
  notation: {
    open: '# ',
    linePrefix: '# ',
    close: '',
    stopBefore: ['\\n(?=[^#])', '\\n#\\s*@example'],
  },
  docInBody: false,
  blockOpening: '\n',
  styles: ['plain', 'yard'],
  styleMarks: [
    { style: 'yard', mark: /^\s*@(param|return|raise|yield)\b/m },
    { style: 'plain', mark: /\S/ },
  ],
  example: {
    signature: 'def chunk_sizes(total, size, minimum = 1)',
    opening: '\n',
    body: [
      '  sizes = []',
      '  while total >= minimum',
      '    sizes << [size, total].min',
      '    total -= size',
      '  end',
      '  sizes',
      'end',
    ].join('\n'),
    docs: {
      plain: [
        'Splits total into an array of chunk sizes: as many chunks of the full size as fit, then',
        'one with the rest, unless the rest is below minimum. A total below minimum gives an empty',
        'array.',
      ].join('\n'),
      yard: [
        'Splits total into an array of chunk sizes: as many chunks of the full size as fit, then',
        'one with the rest, unless the rest is below minimum.',
        '',
        '@param total [Integer] the amount to split; an amount below minimum gives an empty array',
        '@param size [Integer] the largest chunk',
        '@param minimum [Integer] the smallest chunk that is kept',
        '@return [Array<Integer>] the chunk sizes, in order',
      ].join('\n'),
    },
  },
  bodyStop: { before: ['^```'], after: ['^end\\b.*$'] },
};
