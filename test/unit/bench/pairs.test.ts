import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPairs } from '../../bench/reward/labelledPair.ts';

const folder = 'test/bench/reward/pairs';
const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));

describe.each(files)('%s', (file) => {
  const pairs = readPairs(join(folder, file));

  it('has pairs of both kinds of many functions', () => {
    expect(new Set(pairs.map(({ group }) => group)).size).toBeGreaterThanOrEqual(30);
    expect(new Set(pairs.map(({ equal }) => equal)).size).toBe(2);
  });

  it('has an id of its own for each pair, and one original for each function', () => {
    expect(new Set(pairs.map(({ id }) => id)).size).toBe(pairs.length);
    const originals = new Set(pairs.map(({ original }) => original));
    expect(originals.size).toBe(new Set(pairs.map(({ group }) => group)).size);
  });

  it('calls a pair equal where every input agrees, and no other', () => {
    const wrong = pairs.filter(({ equal, agree }) => equal !== (agree === 1));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('says mutants of the broken ones alone', () => {
    const wrong = pairs.filter(({ equal, transform }) => equal === /(?:^|\|)m_/.test(transform));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
