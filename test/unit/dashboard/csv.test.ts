import { describe, expect, it } from 'vitest';
import { type Cell, csvOf } from '../../../src/dashboard/csv.ts';

describe('a table as CSV', () => {
  it.each<[what: string, cell: Cell, field: string]>([
    ['a word', 'go', 'go'],
    ['a number', -0.2, '-0.2'],
    ['nothing', null, ''],
    ['a comma', 'a, b', '"a, b"'],
    ['a quote', 'say "hi"', '"say ""hi"""'],
    ['lines', 'one\ntwo', '"one\ntwo"'],
    ['a formula', '=1+1', "'=1+1"],
    ['a formula with a comma', '@SUM(A1,A2)', '"\'@SUM(A1,A2)"'],
    ['a minus that begins a text', '-x', "'-x"],
    ['a tab that begins a text', '\tx', "'\tx"],
  ])('%s', (_, cell, field) => {
    expect(csvOf(['head'], [[cell]])).toBe(`\ufeffhead\r\n${field}\r\n`);
  });
});
