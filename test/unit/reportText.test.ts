import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fidelityPercent, plainBlock, reportText } from '../../src/reportText.ts';

describe('a round trip as text', () => {
  const report = {
    place: { repository: '/repository', path: 'src/add.py' },
    unit: { qualifiedName: 'add', line: 4, code: 'def add(a, b):\n\treturn a + b' },
    doc: 'Add both.',
    reconstruction: {
      code: `def add(a, b):\n    return ${'a + '.repeat(20)}b`,
      reward: 0.82,
      similarity: 0.82,
      parts: { tokens: 0.5, leak: 0 },
    },
    model: 'qwen',
    adapter: null,
  };
  const lines = reportText(report).split('\n');

  it('names function, place, model and fidelity', () => {
    expect(lines.slice(0, 5)).toEqual([
      '# Round trip of add',
      '',
      'Fidelity    82 %  ████████████████░░░░',
      'File        src/add.py:4',
      'Model       qwen',
    ]);
  });

  it('speaks the language of its words, in columns as wide as they need', () => {
    const words = {
      title: 'Round-Trip von {0}',
      fidelity: 'Wiedergabetreue',
      notJudged: 'nicht beurteilbar',
      file: 'Datei',
      model: 'Modell',
      adapter: 'Adapter {0}',
      documentation: 'Dokumentation',
      codes: 'Beide Fassungen',
      reward: 'Bewertung',
    };
    const german = reportText({ ...report, adapter: '$&' }, words);
    expect(german.split('\n').slice(0, 5)).toEqual([
      '# Round-Trip von add',
      '',
      'Wiedergabetreue    82 %  ████████████████░░░░',
      'Datei              src/add.py:4',
      'Modell             qwen, Adapter $&',
    ]);
    expect(german.match(/^## .*/gm)).toEqual([
      '## Dokumentation',
      '## Beide Fassungen',
      '## Bewertung',
    ]);
  });

  it('sets both codes side by side, long lines going on in the next row', () => {
    const rows = lines.filter((line) => line.includes('│'));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.indexOf('│')).toBe(61);
    expect(rows[1]).toMatch(/^ {4}return a \+ b +│ {5}return a \+ a/);
  });

  it('lists every part with a bar', () => {
    expect(lines).toContain('  tokens        0.50  ██████████░░░░░░░░░░');
    expect(lines).toContain('  leak          0.00  ░░░░░░░░░░░░░░░░░░░░');
  });

  it.each([
    [0.824, 82],
    [-0.2, 0],
    [1, 100],
    [null, null],
  ])('a reward of %s is a fidelity of %s', (reward, percent) => {
    expect(fidelityPercent(reward)).toBe(percent);
  });
});

describe('a block of plain text', () => {
  it('can not be closed by what stands in it', () => {
    const text = fc.array(fc.constantFrom('`', '```', ' ', '\n', 'a', '~~~'), { maxLength: 40 });
    fc.assert(
      fc.property(text, (pieces) => {
        const inner = pieces.join('');
        const [fence = ''] = plainBlock(inner).split('plaintext');
        expect(fence).toMatch(/^`{3,}$/);
        expect(inner).not.toContain(fence);
      }),
    );
  });
});
