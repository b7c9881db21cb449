import { describe, expect, it } from 'vitest';
import type { Unlearnable } from '../../../../src/cycle/learnable.ts';
import { groupVerdicts } from '../../../../src/editor/learning/verdictGroups.ts';

const verdict = (name: string, folder: string, reason: Unlearnable | null) => {
  return { file: `/shop/${folder}/a.py`, line: 1, name, folder, reason };
};

describe('what learning reads, as a list', () => {
  it('has what is learned from first, then the reason that is met most, folder by folder', () => {
    const groups = groupVerdicts([
      verdict('a', 'src', 'length'),
      verdict('b', 'vendor', 'vendored'),
      verdict('c', 'src', null),
      verdict('d', 'lib', 'vendored'),
      verdict('e', 'lib', 'vendored'),
    ]);
    expect(groups.map(({ reason, count }) => [reason, count])).toEqual([
      [null, 1],
      ['vendored', 3],
      ['length', 1],
    ]);
    const folders = groups[1]?.folders.map(({ folder, verdicts }) => [
      folder,
      verdicts.map(({ name }) => name),
    ]);
    expect(folders).toEqual([
      ['lib', ['d', 'e']],
      ['vendor', ['b']],
    ]);
  });

  it('is empty without functions', () => expect(groupVerdicts([])).toEqual([]));
});
