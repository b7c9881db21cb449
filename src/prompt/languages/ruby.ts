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
  styles: ['yard', 'plain'],
  styleMarks: [
    { style: 'yard', mark: /^\s*@(param|return|raise|yield)\b/m },
    { style: 'plain', mark: /\S/ },
  ],
  example: {
    signature: 'def chunk_sizes(total, size, minimum = 1)',
    opening: '\n',
    body: [
      '  raise ArgumentError, "size is below minimum" if size < minimum',
      '  sizes = []',
      '  while total > 0',
      '    sizes << [size, total].min',
      '    total -= size',
      '  end',
      '  sizes',
      'end',
    ].join('\n'),
    docs: {
      plain: [
        'Splits total into an array of chunk sizes: as many chunks of the full size as fit, then',
        'one with the rest. A total of zero or less gives an empty array. Raises ArgumentError',
        'when size is smaller than minimum.',
      ].join('\n'),
      yard: [
        'Splits total into an array of chunk sizes: as many chunks of the full size as fit, then',
        'one with the rest.',
        '',
        '@param total [Integer] the amount to split; zero or less gives an empty array',
        '@param size [Integer] the largest chunk',
        '@param minimum [Integer] the smallest size that is allowed',
        '@return [Array<Integer>] the chunk sizes, in order',
        '@raise [ArgumentError] if size is smaller than minimum',
      ].join('\n'),
    },
  },
  bodyStop: { before: ['^```'], after: ['^end\\b.*$'] },
};
