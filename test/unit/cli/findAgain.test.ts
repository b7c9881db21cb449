import { describe, expect, it } from 'vitest';
import { findAgain } from '../../../src/cli/findAgain.ts';
import { readTarget } from '../../../src/cli/target.ts';
import { testParser } from '../../support/grammars.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const parser = testParser();
const folder = temporaryFolder();
const add = 'def add(a, b):\n    return a + b\n';

/** Where function `index` of the file is found after the file became `after`. */
async function movedTo(before: string, after: string, index = 0): Promise<number> {
  const path = folder.write('a.py', before);
  const { file, units } = await readTarget(parser, path);
  const unit = units[index];
  if (!unit) throw new Error('No such function.');
  folder.write('a.py', after);
  const found = await findAgain(parser, file, unit);
  expect(found.file.text).toBe(after);
  return found.unit.range.start;
}

describe('a function, while the model writes about it', () => {
  it('stays', async () => expect(await movedTo(add, add)).toBe(0));

  it('moves with what was saved above it', async () => {
    expect(await movedTo(add, `import os\n\n${add}`)).toBe(11);
  });

  it('is told from its twin after that one got a doc', async () => {
    const doc = `    """${'Adds. '.repeat(20)}"""\n`;
    const documented = add.replace('    return', `${doc}    return`);
    expect(await movedTo(add + add, documented + add, 1)).toBe(documented.length);
  });

  it.each([
    ['rewritten', add.replace('+', '-')],
    ['renamed', add.replace('add', 'sum')],
    ['deleted', ''],
  ])('is left alone once it is %s', async (_, after) => {
    await expect(movedTo(add, after)).rejects.toMatchObject({ code: 'target-changed' });
  });
});
