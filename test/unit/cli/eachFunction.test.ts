import { beforeAll, describe, expect, it } from 'vitest';
import { eachFunction } from '../../../src/cli/eachFunction.ts';
import type { Output } from '../../../src/cli/output.ts';
import { type ErrorCode, RoundtripError } from '../../../src/common/errors.ts';
import { testParser } from '../../support/grammars.ts';
import { unitOf } from '../../support/units.ts';

const parser = testParser();
beforeAll(() => parser.load('python'));

/** Runs over functions of these names; those with an error code fail with it. */
async function runOver(functions: readonly (readonly [name: string, fails?: ErrorCode])[]) {
  const notes: string[] = [];
  const done: string[] = [];
  const output: Pick<Output, 'note' | 'progress'> = {
    note: (message) => notes.push(message),
    progress: () => {},
  };
  const failures = new Map(functions.map(([name, code]) => [name, code]));
  const units = functions.map(([name]) => unitOf(parser, 'python', `def ${name}():\n    return 1`));
  const end = await eachFunction(output, units, async ({ name }) => {
    const code = failures.get(name);
    if (code) throw new RoundtripError(code, `${code}!`);
    done.push(name);
  }).catch((error: Error) => error.message);
  return { notes, done, end };
}

describe('a run over the functions of a file', () => {
  it('does them all', async () => {
    expect(await runOver([['a'], ['b']])).toEqual({ notes: [], done: ['a', 'b'], end: undefined });
  });

  it('notes one that fails, does the rest, and fails at the end', async () => {
    expect(await runOver([['a'], ['b', 'unusable-reply'], ['c']])).toEqual({
      notes: ['b: unusable-reply!'],
      done: ['a', 'c'],
      end: '1 of 3 functions failed; the others are done.',
    });
  });

  it('ends at what would fail for each of them', async () => {
    expect(await runOver([['a'], ['b', 'engine-died'], ['c']])).toEqual({
      notes: [],
      done: ['a'],
      end: 'engine-died!',
    });
  });

  it('of one function fails with its own error', async () => {
    expect((await runOver([['a', 'empty-reply']])).end).toBe('empty-reply!');
  });
});
