import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffLine, lineDiff } from '../../../src/dashboard/lineDiff.ts';

const signs = { same: ' ', removed: '-', added: '+' };
const told = (lines: readonly DiffLine[]) => lines.map(({ kind, text }) => signs[kind] + text);

describe('the difference of two codes', () => {
  it.each<[what: string, before: string, after: string, lines: string[]]>([
    ['none', 'a\nb', 'a\nb', [' a', ' b']],
    ['a line changed', 'a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['a line more', 'a\nc', 'a\nb\nc', [' a', '+b', ' c']],
    ['a line less', 'a\nb\nc', 'a\nc', [' a', '-b', ' c']],
    ['everything', 'a', 'b', ['-a', '+b']],
    ['lines that moved', 'a\nb\nc', 'c\na\nb', ['+c', ' a', ' b', '-c']],
  ])('%s', (_, before, after, lines) => {
    expect(told(lineDiff(before, after))).toEqual(lines);
  });

  it('gives both texts back, whatever they are', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c', '')).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const lines = lineDiff(before, after);
        const side = (left: DiffLine['kind']) =>
          lines.filter(({ kind }) => kind !== left).map(({ text }) => text);
        expect(side('added').join('\n')).toBe(before);
        expect(side('removed').join('\n')).toBe(after);
      }),
    );
  });

  it('of texts that are too long is the whole of both', () => {
    const long = 'x\n'.repeat(2_500);
    expect(lineDiff(long, long).some(({ kind }) => kind === 'same')).toBe(false);
  });
});
