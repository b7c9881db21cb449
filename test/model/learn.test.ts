import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Activity, readActivities } from '../../src/background/activities.ts';
import { CommandLine } from '../support/cli.ts';
import { testModel } from '../support/engine.ts';

const cli = new CommandLine();
const data = join(cli.folder, 'data');
const environment = { ROUNDTRIP_MODEL: testModel('qwen') };

const functions = {
  clamp: 'def clamp(x, low, high):\n    if x < low:\n        return low\n    return min(x, high)\n',
  count_even:
    'def count_even(numbers):\n    even = [n for n in numbers if n % 2 == 0]\n    return len(even)\n',
  largest: 'def largest(numbers):\n    ordered = sorted(numbers)\n    return ordered[-1]\n',
  mean: 'def mean(xs):\n    total = sum(xs)\n    return total / len(xs)\n',
  swap: 'def swap(pair):\n    left, right = pair\n    return right, left\n',
  total:
    'def total(xs):\n    result = 0\n    for x in xs:\n        result += x\n    return result\n',
};

beforeAll(() => {
  cli.write('shop.py', Object.values(functions).join('\n\n'));
  execFileSync('git', ['init', '--quiet'], { cwd: cli.folder });
  mkdirSync(data);
  symlinkSync(resolve('.cache/tools/trainer'), join(data, 'trainer'));
});

afterAll(() => cli.dispose());

describe('a repository is learned', { timeout: 15 * 60_000 }, () => {
  it('in one round: rollouts, a training by the real trainer, a judgement', async () => {
    const ended = await cli.run(['learn', '.', '--once', '--json'], environment);
    expect(ended).toMatchObject({ code: 0 });
    const lines = ended.lines<Activity>();
    expect(lines.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ...lines.slice(1).map(() => ['rollouts', 'done']),
      ['training', 'done'],
    ]);
    const drawn = lines.flatMap(({ rollouts }) => rollouts ?? []);
    expect(drawn.length).toBeGreaterThanOrEqual(1);
    for (const { functions, docs, reconstructions } of drawn) {
      expect(docs).toBeLessThanOrEqual(4 * functions);
      expect(reconstructions).toBe(4 * docs);
    }
    expect(lines.at(-1)).toMatchObject({
      run: '0001',
      detail: expect.stringMatching(/^Adapter 0001 is (used from now on|kept and not used)\. \w/),
    });
    expect(existsSync(join(data, 'runs/0001/adapter.gguf'))).toBe(true);
    expect(await readActivities(data)).toEqual(lines);

    const listed = await cli.run(['adapter', 'list', '--json'], environment);
    expect(listed.lines()).toMatchObject([
      { id: '0001', status: expect.stringMatching(/^(promoted|kept)$/) },
    ]);
  });

  it('by train, stopped by Ctrl-C after its first step and gone on with', async () => {
    const child = cli.start(['train', '--adapter', 'none', '--epochs', '3', '--json'], environment);
    if (!child.stdout) throw new Error('The command line has no stdout.');
    const told: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const { event } = JSON.parse(line) as { readonly event: string };
      told.push(event);
      if (event === 'progress') child.kill('SIGINT');
    }
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(130);
    expect(told).toContain('progress');
    expect(existsSync(join(data, 'runs/0002/adapter.gguf'))).toBe(false);

    const resumed = await cli.run(
      ['train', '--resume', '0002', '--adapter', 'none', '--json'],
      environment,
    );
    expect(resumed).toMatchObject({ code: 0 });
    expect(resumed.lines().at(-1)).toMatchObject({
      ...{ run: '0002', adapter: '0002', promoted: expect.any(Boolean) },
      reason: expect.any(String),
    });
  });
});
