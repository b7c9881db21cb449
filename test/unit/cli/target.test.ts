import { describe, expect, it } from 'vitest';
import { readTarget } from '../../../src/cli/target.ts';
import { testParser } from '../../support/grammars.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const parser = testParser();
const folder = temporaryFolder();

const source = `def outer():
    def inner():
        return 1
    return inner

class Box:
    def area(self):
        return 2
`;

describe('a TARGET', () => {
  it.each([
    ['', ['outer', 'outer.inner', 'Box.area'], false],
    [':outer', ['outer'], true],
    [':outer.inner', ['outer.inner'], true],
    [':Box.area', ['Box.area'], true],
    [':area', ['Box.area'], true],
    [':1', ['outer'], true],
    [':3', ['outer.inner'], true],
    [':4', ['outer'], true],
    [':8', ['Box.area'], true],
  ])('FILE%s names %j', async (place, names, single) => {
    const target = await readTarget(parser, folder.write('a.py', source) + place);
    expect(target.units.map(({ qualifiedName }) => qualifiedName)).toEqual(names);
    expect(target.single).toBe(single);
    expect(target.all).toHaveLength(3);
  });

  it('may have a colon in its path', async () => {
    const path = folder.write('a:1.py', source);
    expect((await readTarget(parser, path)).single).toBe(false);
    expect((await readTarget(parser, `${path}:outer`)).units).toHaveLength(1);
  });

  it.each([
    [':', 'usage', 'a line or a name should follow'],
    [':5', 'no-function', 'no function on line 5'],
    [':99', 'no-function', 'no function on line 99'],
    [':0', 'no-function', 'no function on line 0'],
    [':outr', 'no-function', 'Did you mean outer'],
  ])('FILE%s is refused', async (place, code, message) => {
    const path = folder.write('a.py', source);
    await expect(readTarget(parser, path + place)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['missing.py:outer', 'file-unreadable', 'missing.py does not exist'],
    ['notes.txt', 'unknown-language', 'notes.txt is in no language'],
  ])('%s is refused', async (name, code, message) => {
    await expect(readTarget(parser, folder.path(name))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});
