import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandLine } from '../support/cli.ts';
import { testModel } from '../support/engine.ts';

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli.dispose());

const environment = { ROUNDTRIP_MODEL: testModel() };

interface Line {
  readonly qualifiedName: string;
  readonly rewards: readonly (number | null)[];
  readonly summary?: { readonly functions: number };
}

/** Functions of several shapes, so that their rollouts end in another order than they began. */
const functions = {
  clamp: 'def clamp(x, low, high):\n    if x < low:\n        return low\n    return min(x, high)\n',
  first: 'def first(items):\n    for item in items:\n        return item\n    return None\n',
  mean: 'def mean(xs):\n    total = sum(xs)\n    return total / len(xs)\n',
  pairs:
    'def pairs(xs, ys):\n    out = []\n    for x, y in zip(xs, ys):\n        out.append((x, y))\n    return out\n',
  swap: 'def swap(pair):\n    left, right = pair\n    return right, left\n',
  total:
    'def total(xs):\n    result = 0\n    for x in xs:\n        result += x\n    return result\n',
};
const names = Object.keys(functions);
const drawing = ['--docs', '2', '--reconstructions', '2', '--seed', '5', '--json'];

function writeAll(): void {
  cli.write('all.py', Object.values(functions).join('\n\n'));
}

describe('rollouts side by side', () => {
  it('give the functions in their order, each with the rewards that it has alone', async () => {
    writeAll();
    const together = await cli.run(['rollout', 'all.py', ...drawing], environment);
    const lines = together.lines<Line>();
    expect(lines.slice(0, -1).map(({ qualifiedName }) => qualifiedName)).toEqual(names);
    expect(lines.at(-1)?.summary?.functions).toBe(names.length);
    for (const name of ['first', 'total'] as const) {
      const alone = new CommandLine();
      try {
        alone.write('one.py', functions[name]);
        const [line] = (
          await alone.run(['rollout', 'one.py', ...drawing], environment)
        ).lines<Line>();
        const beside = lines.find(({ qualifiedName }) => qualifiedName === name);
        expect(line).toEqual({ ...beside, path: 'one.py' });
      } finally {
        alone.dispose();
      }
    }
  });
});

describe('rollouts that are stopped', () => {
  it.each([
    ['killed', 'SIGKILL', null],
    ['interrupted', 'SIGINT', 130],
  ] as const)(
    'when %s lose what is under way alone: --resume draws the rest',
    async (_, signal, code) => {
      writeAll();
      const child = cli.start(['rollout', 'all.py', ...drawing], environment);
      if (!child.stdout) throw new Error('The command line has no stdout.');
      const seen: Line[] = [];
      for await (const text of createInterface({ input: child.stdout })) {
        seen.push(JSON.parse(text) as Line);
        if (seen.length === 2) child.kill(signal);
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      expect(child.exitCode).toBe(code);
      expect(seen.length).toBeLessThan(names.length);

      const whole = seen.filter(({ rewards }) => rewards.length === 2);
      const done = new Set(whole.map(({ qualifiedName }) => qualifiedName));
      const resumed = await cli.run(['rollout', 'all.py', '--resume', ...drawing], environment);
      expect(resumed.code).toBe(0);
      const drawn = resumed.lines<Line>().slice(0, -1);
      const again = drawn.map(({ qualifiedName }) => qualifiedName);
      // Of the four under way three may have ended, and are recorded, before the first's line is due.
      expect(again).toEqual(names.filter((name) => again.includes(name)));
      expect(again.filter((name) => done.has(name))).toEqual([]);
      expect(new Set([...done, ...again]).size).toBeGreaterThanOrEqual(names.length - 3);
    },
  );
});
