import { globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Gaps,
  gapsOf,
  readWords,
  type Words,
  wordFiles,
} from '../../scripts/support/l10nWords.ts';

const complete: Gaps = { missing: [], stale: [], otherPlaceholders: [] };

describe('words of the editor', () => {
  let files: ReadonlyMap<string, Words>;
  // Every source that speaks is parsed.
  beforeAll(async () => {
    files = new Map(await wordFiles());
  }, 300_000);

  it.each([
    'l10n/bundle.l10n.json',
    'l10n/bundle.l10n.de.json',
    'package.nls.json',
    'package.nls.de.json',
  ])('%s has each of them, none that is gone, and their placeholders', (path) => {
    const english = files.get(path) ?? {};
    expect(Object.keys(english).length).toBeGreaterThan(50);
    expect(gapsOf(readWords(path), english)).toEqual(complete);
  });

  it('are written where they are said, so that they can be found', () => {
    // One file passes the dashboard's words on, a table that `wordFiles` reads as well.
    const paths = globSync('src/**/*.ts').filter(
      (path) => path !== 'src/editor/dashboard/words.ts',
    );
    const sources = paths.map((path) => readFileSync(path, 'utf8'));
    expect(sources.flatMap((text) => text.match(/l10n\.t\(\s*[^'"\s].*/g) ?? [])).toEqual([]);
  });
});

describe('what is missing in a file of words', () => {
  it.each<[what: string, english: Words, found: Words, gaps: Partial<Gaps>]>([
    ['nothing', { a: 'Read {0}' }, { a: '{0} lesen' }, {}],
    ['a word', { a: 'Read' }, {}, { missing: ['a'] }],
    ['a word that is blank', { a: 'Read' }, { a: ' ' }, { missing: ['a'] }],
    ['its source', {}, { a: 'Lesen' }, { stale: ['a'] }],
    ['an argument', { a: 'Read {0}' }, { a: 'Lesen' }, { otherPlaceholders: ['a'] }],
    ['the right argument', { a: '{0}' }, { a: '{1}' }, { otherPlaceholders: ['a'] }],
    ['an icon', { a: '$(play) Run' }, { a: 'Starten' }, { otherPlaceholders: ['a'] }],
    ['a link', { a: '[x](command:y)' }, { a: '[x](command:z)' }, { otherPlaceholders: ['a'] }],
    ['an example', { a: 'Such as `1`' }, { a: 'Etwa' }, { otherPlaceholders: ['a'] }],
  ])('%s', (_, english, found, gaps) => {
    expect(gapsOf(found, english)).toEqual({ ...complete, ...gaps });
  });
});
