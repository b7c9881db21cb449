import { describe, expect, it } from 'vitest';
import { groupWorstFirst } from '../../../src/editor/fidelityGroups.ts';

const items = [
  { name: 'fine', score: 0.9, folder: 'lib' },
  { name: 'poor', score: 0.1, folder: 'src' },
  { name: 'unknown', score: null, folder: 'src' },
  { name: 'middling', score: 0.5, folder: 'src' },
  { name: 'also', score: 0.5, folder: 'lib' },
  { name: 'later', score: null, folder: 'test' },
];
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);

describe('worst first', () => {
  it('in one list; what is not known comes last', () => {
    const list = groupWorstFirst(items, 'none', () => '') as typeof items;
    expect(names(list)).toEqual(['poor', 'also', 'middling', 'fine', 'later', 'unknown']);
  });

  it('by group, the worst group first', () => {
    const groups = groupWorstFirst(items, 'folder', ({ folder }) => folder).map((group) =>
      'children' in group ? [group.label, group.mean, names(group.children)] : group,
    );
    expect(groups).toEqual([
      ['src', 0.3, ['poor', 'middling', 'unknown']],
      ['lib', 0.7, ['also', 'fine']],
      ['test', null, ['later']],
    ]);
  });

  it('of nothing', () => {
    expect(groupWorstFirst([], 'folder', () => '')).toEqual([]);
  });
});
