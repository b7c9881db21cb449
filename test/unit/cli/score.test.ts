import { afterEach, describe, expect, it, vi } from 'vitest';
import { FallbackCount } from '../../../src/cli/fallbackCount.ts';
import { Output } from '../../../src/cli/output.ts';
import { type ScoreFlags, score } from '../../../src/cli/score.ts';
import { fallbackCause } from '../../../src/reward/fallback.ts';
import { createReward } from '../../../src/reward/reward.ts';
import type { Reward } from '../../../src/reward/types.ts';
import { testParser } from '../../support/grammars.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const parser = testParser();
const fallbacks = new FallbackCount();
const folder = temporaryFolder();

type Line = Reward & { readonly id?: unknown; readonly error?: string };

/** What `score --json` writes with these flags. */
async function lines(flags: ScoreFlags): Promise<Line[]> {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const reward = createReward(parser, (fallback) => fallbacks.add(fallbackCause(fallback)));
  const { signal } = new AbortController();
  await score({ parser, reward, output: new Output(true), signal }, flags);
  return written.map((line): Line => JSON.parse(line));
}

afterEach(() => vi.restoreAllMocks());

const code = 'def f(a, b):\n    return g(a) + b\n';
const latin1 = Buffer.from('def f():\n    return "caf\xe9"\n', 'latin1');

describe('files that are no text to compare', () => {
  it.each(['original', 'candidate', 'doc'] as const)('%s in Latin-1 is refused', async (which) => {
    const paths = {
      original: folder.write('original.py', code),
      candidate: folder.write('candidate.py', code),
      [which]: folder.write('latin.py', latin1),
    };
    await expect(lines({ language: 'python', ...paths })).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringMatching(/latin\.py is not UTF-8\. Convert it/),
    });
  });

  it.each([
    ['empty', '', -0.2],
    ['NUL characters', code.replace('+', '\0\0'), -0.2],
    ['NUL in a string', code.replace('b\n', '"\0"\n'), -0.2],
    ['a byte order mark', `\uFEFF${code}`, 1],
    ['5,000 parentheses that never close', `def f(a, b):\n    return ${'('.repeat(5000)}`, -0.2],
  ])('a candidate that is %s has a reward', async (_, candidate, reward) => {
    const [line] = await lines({
      language: 'python',
      original: folder.write('original.py', code),
      candidate: folder.write('candidate.py', candidate),
    });
    expect(line).toMatchObject({ reward });
  });

  it('an empty original can’t be judged', async () => {
    const [line] = await lines({
      language: 'python',
      original: folder.write('original.py', ''),
      candidate: folder.write('candidate.py', code),
    });
    expect(line).toMatchObject({ reward: null });
  });
});

describe('a pairs file', () => {
  const deep = `def f(a, b):\n    return ${'('.repeat(5000)}a${')'.repeat(5000)}\n`;
  const pair = (id: string, original: string, candidate: string) =>
    JSON.stringify({ id, language: 'python', original, candidate });

  it('gives each bad line its error and scores the rest, the deep ones by their syntax', async () => {
    const rows = [
      pair('same', code, code),
      '{"id": "cut", "language": "py',
      '[]',
      pair('empty', '', code),
      pair('none', code, ''),
      pair('zero', code, code.replace('g(a)', '\0')),
      pair('deep', deep, deep),
      pair('deeper', code, deep),
    ];
    const scored = await lines({ pairs: folder.write('pairs.jsonl', rows.join('\n')) });
    expect(scored.map(({ id, reward, error }) => [id, reward, error])).toEqual([
      ['same', 1, undefined],
      [null, null, expect.stringMatching(/^Line 2: /)],
      [null, null, 'Line 3: The pair has no text “language”.'],
      ['empty', null, expect.stringMatching(/^Line 4: .*no function that can be parsed/)],
      ['none', -0.2, undefined],
      ['zero', -0.2, undefined],
      ['deep', 1, undefined],
      ['deeper', expect.any(Number), undefined],
    ]);
    expect(scored[6]?.parts).toMatchObject({ fallback: 1, approximate: 1 });
    expect(fallbacks.sentence()).toBe(
      '2 functions were compared by their syntax alone: The function is nested too deeply to be lowered.',
    );
  });

  it('that is not UTF-8 is refused as a whole', async () => {
    const pairs = folder.write('pairs.jsonl', latin1);
    await expect(lines({ pairs })).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});
