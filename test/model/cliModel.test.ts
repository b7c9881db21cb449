import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandLine } from '../support/cli.ts';
import { testModel } from '../support/engine.ts';

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli.dispose());

const environment = { ROUNDTRIP_MODEL: testModel() };
const roundtrip = (...args: string[]) => cli.run([...args, '--json'], environment);

const add = 'def add(a, b):\n    return a + b\n';
const double = 'def double(x):\n    return x * 2\n';
/** Longer than any prompt that the test model takes, so that it fails each time. */
const endless = `def endless():\n    return [${'1234, '.repeat(9000)}]\n`;
const stub =
  "/** Returns the sum of a and b. */\nfunction add(a, b) {\n  throw new Error('not implemented');\n}\n";

interface DocumentLine {
  readonly qualifiedName: string;
  readonly doc: string;
  readonly edit: { start: number; end: number; newText: string };
  readonly fidelity: number | null;
  readonly candidates: readonly { doc: string; fidelity: number | null }[];
}

describe('document', () => {
  it('gives the fields of the contract and leaves the file alone', async () => {
    cli.write('src/add.py', add);
    const ended = await roundtrip('document', 'src/add.py:add', '--seed', '3');
    const [line, ...others] = ended.lines<DocumentLine>();
    expect(others).toEqual([]);
    expect(line).toEqual({
      path: 'src/add.py',
      qualifiedName: 'add',
      language: 'python',
      doc: expect.stringMatching(/\w/),
      edit: { start: 15, end: 15, newText: expect.stringMatching(/^ {4}"""[\s\S]*"""\n$/) },
      fidelity: expect.any(Number),
      parts: expect.any(Object),
      candidates: [{ doc: line?.doc, fidelity: line?.fidelity }],
      applied: false,
      model: expect.stringMatching(/^smollm2-135m-instruct/i),
      adapter: null,
      ms: expect.any(Number),
    });
    expect(line?.fidelity).toBeGreaterThanOrEqual(0);
    expect(line?.fidelity).toBeLessThanOrEqual(1);
    expect(cli.read('src/add.py')).toBe(add);

    const again = await roundtrip('document', 'src/add.py:1', '--seed', '3', '--no-fidelity');
    const [repeated] = again.lines<DocumentLine>();
    expect(repeated).toMatchObject({ doc: line?.doc, fidelity: null, parts: {} });
  });

  it('writes the best of two, in the style asked for, by no other change to the file', async () => {
    const before = `\uFEFF# Sums.\r\n${add.replaceAll('\n', '\r\n')}`;
    cli.write('add.py', before);
    const ended = await roundtrip(
      ...['document', 'add.py:add', '--best-of', '2', '--style', 'plain'],
      ...['--seed', '3', '--write'],
    );
    const [line] = ended.lines<DocumentLine>();
    if (!line) throw new Error(ended.stderr);
    const fidelities = line.candidates.map(({ fidelity }) => fidelity ?? 0);
    expect(line).toMatchObject({ applied: true, fidelity: fidelities[0] });
    const docs = line.candidates.map(({ doc }) => doc);
    expect([1, 2]).toContain(docs.length); // the same words drawn twice are one candidate
    expect(new Set(docs).size).toBe(docs.length);
    expect(fidelities).toEqual(fidelities.toSorted((a, b) => b - a));
    expect(line.doc).not.toContain('Args:');
    const { start, end, newText } = line.edit;
    const text = before.slice(1);
    expect(cli.read('add.py')).toBe(`\uFEFF${text.slice(0, start)}${newText}${text.slice(end)}`);
    expect(newText).toMatch(/^ {4}"""[\s\S]*"""\r\n$/);
    expect(newText).not.toMatch(/[^\r]\n/);
  });

  it('of a file documents each function without a doc, and goes on after one that fails', async () => {
    const told = 'def told():\n    """Stays."""\n    return 1\n';
    cli.write('all.py', [told, endless, add, double].join('\n'));
    const ended = await roundtrip('document', 'all.py', '--write', '--no-fidelity', '--seed', '3');
    expect(ended.stderr).toMatch(/^endless: .*\n1 of 3 functions failed; the others are done\.\n$/);
    expect(ended.code).toBe(2);
    const lines = ended.lines<DocumentLine>();
    expect(lines.map(({ qualifiedName }) => qualifiedName)).toEqual(['add', 'double']);
    const docs = (await roundtrip('functions', 'all.py')).lines<{ doc: string | null }>();
    expect(docs.map(({ doc }) => doc === null)).toEqual([false, true, false, false]);
    const python = 'import ast, sys; ast.parse(open(sys.argv[1]).read())';
    execFileSync('python3', ['-c', python, `${cli.folder}/all.py`]);
    expect(cli.read('all.py')).toContain(told);
  });
});

describe('reconstruct', () => {
  it('gives the fields of the contract, and fills a stub with --write', async () => {
    cli.write('add.js', stub);
    const written = await roundtrip('reconstruct', 'add.js', '--write');
    const line = {
      path: 'add.js',
      qualifiedName: 'add',
      language: 'javascript',
      code: expect.stringContaining('return a + b;'),
      reward: null,
      similarity: 0,
      parts: {},
      applied: true,
      model: expect.stringMatching(/^smollm2-135m-instruct/i),
      adapter: null,
      ms: expect.any(Number),
    };
    expect(written.lines()).toEqual([line]);
    expect(cli.read('add.js')).toMatch(
      /^\/\*\* Returns the sum of a and b. \*\/\nfunction add\(a, b\) \{\n\s*return a \+ b;\n\}\n$/,
    );

    const filled = cli.read('add.js');
    const judged = await roundtrip('reconstruct', 'add.js:add');
    const reward = { reward: 1, similarity: 1, parts: expect.objectContaining({ parses: 1 }) };
    expect(judged.lines()).toEqual([{ ...line, ...reward, applied: false }]);
    expect(cli.read('add.js')).toBe(filled);
  });

  it.each([
    ['a function without a doc', ['bare.py:add'], 'has no documentation to rebuild it from'],
    ['--write for what has a body', ['told.py:add', '--write'], '--write fills only stubs'],
  ])('refuses %s before a model is loaded', async (_, args, sentence) => {
    cli.write('bare.py', add);
    const told = cli.write('told.py', add.replace(':\n', ':\n    """Adds."""\n'));
    const before = readFileSync(told, 'utf8');
    const ended = await cli.run(['reconstruct', ...args]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(new RegExp(`^[^\\n]*${sentence}[^\\n]*\\n$`));
    expect(cli.read('told.py')).toBe(before);
  });
});

describe('rollout', () => {
  it('gives a line a function, then the summary; --resume skips what is recorded', async () => {
    const longer = (code: string) =>
      code.replace('return', 'result =').concat('    return result\n');
    cli.write('src/a.py', [add, double, add.replace('add', 'plus')].map(longer).join('\n'));
    const size = ['--docs', '2', '--reconstructions', '2', '--limit', '2', '--seed', '3'];
    const ended = await roundtrip('rollout', 'src', ...size);
    expect(ended.code).toBe(0);
    const lines = ended.lines<{ rewards?: (number | null)[]; summary?: object }>();
    const groups = lines.slice(0, -1);
    expect(groups).toMatchObject([
      { path: 'src/a.py', qualifiedName: 'add', lifts: { length: 2 } },
      { path: 'src/a.py', qualifiedName: 'double', lifts: { length: 2 } },
    ]);
    const docs = groups.flatMap(({ rewards = [] }) => rewards);
    expect(docs).toHaveLength(4);
    const measured = docs.filter((reward) => reward !== null);
    expect(lines.at(-1)).toEqual({
      summary: {
        functions: 2,
        docs: 4,
        reconstructions: 8,
        meanReward: measured.length === 0 ? null : expect.any(Number),
        meanLift: expect.toSatisfy((lift) => lift === null || (lift >= 0 && lift <= 1)),
        tokensPerSecond: expect.any(Number),
      },
    });

    const least = ['--docs', '1', '--reconstructions', '1', '--limit', '1', '--resume'];
    const resumed = await roundtrip('rollout', 'src', ...least);
    expect(resumed.lines()[0]).toMatchObject({ qualifiedName: 'plus' });
  });

  it('goes on after a function that the model can’t take', async () => {
    cli.write('a.py', `${endless.replace('return', 'result =')}    return result\n`);
    const ended = await roundtrip('rollout', 'a.py', '--docs', '1', '--reconstructions', '1');
    expect(ended.code).toBe(0);
    expect(ended.lines()).toMatchObject([
      { qualifiedName: 'endless', rewards: [] },
      { summary: { functions: 1, docs: 0, reconstructions: 0, meanReward: null } },
    ]);
    expect(ended.stderr).toMatch(/^endless: [^\n]+$/m);
  });
});

describe('Ctrl-C', () => {
  /** The second is of the wall's clock: other work on the machine may cost a try. */
  const busyMachine = { retry: 2 };

  it.each([
    ['while the model loads', 500],
    ['while the model writes', 5_000],
  ])(
    '%s ends it within a second, file untouched, no process left',
    busyMachine,
    async (_, afterMs) => {
      const functions = Array.from({ length: 30 }, (_, index) => add.replace('add', `add${index}`));
      cli.write('all.py', functions.join('\n'));
      const child = cli.start(['document', 'all.py:add1', '--best-of', '64'], environment);
      let engines: number[] = [];
      while (engines.length === 0) {
        await setTimeout(50);
        engines = childrenOf(child.pid);
      }
      await setTimeout(afterMs);
      const interrupted = performance.now();
      child.kill('SIGINT');
      const [code] = await once(child, 'exit');
      expect(code).toBe(130);
      while (engines.some(isAlive)) await setTimeout(20);
      expect(performance.now() - interrupted).toBeLessThan(1_000);
      expect(cli.read('all.py')).toBe(functions.join('\n'));
      expect((await readdir(cli.folder)).filter((name) => name !== 'data')).toEqual(['all.py']);
    },
  );

  function childrenOf(pid: number | undefined): number[] {
    const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' });
    const rows = listed
      .trim()
      .split('\n')
      .map((row) => row.trim().split(/\s+/));
    return rows.flatMap(([id, parent]) => (Number(parent) === pid ? Number(id) : []));
  }

  function isAlive(pid: number): boolean {
    const state = execFileSync('sh', ['-c', 'ps -o stat= -p "$0" || true', String(pid)]);
    return /^[^Z\s]/.test(String(state));
  }
});

describe('a model that can’t be used', () => {
  it.each([
    ['none', [], 'roundtrip model pull'],
    ['one that is not there', ['--model', 'gone.gguf'], 'There is no model gone.gguf'],
    ['one that is no GGUF', ['--model', 'fake.gguf'], 'fake.gguf'],
    ['one that was cut off', ['--model', 'half.gguf'], 'half.gguf'],
    ['an adapter that is not there', ['--model', testModel(), '--adapter', 'gone.gguf'], 'gone'],
  ])('%s: one sentence', async (_, args, part) => {
    cli.write('add.py', add);
    cli.write('fake.gguf', 'This is a text.');
    cli.write('half.gguf', readFileSync(testModel()).subarray(0, 20_000_000));
    const ended = await cli.run(['document', 'add.py', ...args]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(new RegExp(`^[^\\n]*${part}[^\\n]*\\n$`));
  });
});
