import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandLine } from '../support/cli.ts';
import { testModel } from '../support/engine.ts';
import { TemporaryRepository } from '../support/temporaryRepository.ts';

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => {
  vi.unstubAllEnvs();
  cli.dispose();
});

const environment = { ROUNDTRIP_MODEL: testModel() };
const roundtrip = (...args: string[]) => cli.run(['check', ...args], environment);

/** What was said on stderr besides the progress, which a slow machine shows. */
const notes = ({ stderr }: { readonly stderr: string }) =>
  stderr.replaceAll(/^(?:\d+\/\d+|reading) \S+\n/gm, '');

/** What the test model, too, rebuilds from this doc. */
const add = `/** Returns the sum of a and b. */
function add(a, b) {
  return a + b;
}
`;
const useless = `/** Does its thing. */
function median(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
`;
/** Functions that are not to be checked: without a doc, and without a body. */
const others = `function bare() { return 1; }\n/** Later. */\nfunction stub() {}\n`;
/** Longer than any prompt that the test model takes. */
const endless = `/** ${'very '.repeat(9000)}long */\nfunction endless() { return 1; }\n`;

describe('check', () => {
  it('gives the fields of the contract, and the same again without drawing', async () => {
    cli.write('src/a.js', add + others);
    const ended = await roundtrip('src', '--json');
    const line = {
      path: 'src/a.js',
      qualifiedName: 'add',
      line: 2,
      fidelity: 1,
      drift: null,
      interval: null,
      commit: null,
      verdict: 'ok',
      reason: null,
    };
    expect([ended.code, notes(ended)]).toEqual([0, '']);
    expect(ended.lines()).toEqual([line]);

    const again = await roundtrip('src/a.js', '--json');
    expect(again.lines()).toEqual([line]);
    const doctor = await cli.run(['doctor', '--json'], environment);
    const rollouts = doctor.lines().find(({ check }) => check === 'rollouts');
    expect(rollouts?.detail).toMatch(/\b1 reconstruction/);
  });

  it('ends with 1 when a doc is under the bar, and writes it as SARIF and as a table', async () => {
    cli.write('a.js', add + useless);
    const ended = await roundtrip('.', '--min-fidelity', '0.9', '--sarif', 'out/check.sarif');
    expect([ended.code, notes(ended)]).toEqual([1, '']);
    expect(ended.stdout.split('\n')).toEqual([
      expect.stringMatching(/^ +\d+% {2}below {4}a\.js:6 median$/),
      '100%  ok       a.js:2 add',
      expect.stringMatching(/^2 functions: 1 under 90%, 1 ok\. Mean fidelity \d+%\.$/),
      '',
    ]);
    expect(JSON.parse(cli.read('out/check.sarif'))).toMatchObject({
      runs: [{ results: [{ ruleId: 'low-fidelity' }], invocations: [{ exitCode: 1 }] }],
    });
    expect(readdirSync(`${cli.folder}/out`)).toEqual(['check.sarif']);
    const json = await roundtrip('.', '--min-fidelity', '0.9', '--json');
    expect(json.code).toBe(1);
    expect(json.lines().map(({ verdict }) => verdict)).toEqual(['ok', 'below']);
  });

  it('ends with 1 when a doc drifted', async () => {
    const repository = TemporaryRepository.in(cli.folder);
    const commit = repository.commit({ 'a.js': add + useless });
    repository.write({ 'a.js': add.replace('a + b', 'Math.hypot(b - a, 2 * a) ** 3') + useless });
    const ended = await roundtrip('.', '--drift', '--json', '--reconstructions', '2');
    expect(ended.lines()).toMatchObject([
      {
        qualifiedName: 'add',
        drift: expect.any(Number),
        interval: [expect.any(Number), expect.any(Number)],
        commit,
      },
      { qualifiedName: 'median', drift: 0, verdict: 'ok', commit },
    ]);
    const greedy = await roundtrip('.', '--drift', '--json', '--sarif', 'check.sarif');
    expect(greedy.code).toBe(1);
    expect(greedy.lines()[0]).toMatchObject({ verdict: 'drifted', fidelity: expect.any(Number) });
    expect(greedy.lines()[0]?.drift).toBeGreaterThan(0.1);
    expect(cli.read('check.sarif')).toContain(`fits its code of ${commit.slice(0, 12)} better`);
  });

  it('checks only what changed', async () => {
    const repository = TemporaryRepository.in(cli.folder);
    repository.commit({ 'a.js': add + useless, 'b.js': add });
    repository.write({ 'a.js': add.replace('sum', 'total') + useless });
    const ended = await roundtrip('--changed', '.', '--json');
    expect(ended.lines()).toMatchObject([{ path: 'a.js', qualifiedName: 'add' }]);
    expect(notes(ended)).toMatch(/^Compared with the last commit \([0-9a-f]{12}\)\.\n$/);

    repository.commit({});
    const nothing = await roundtrip('--changed', '.');
    expect(nothing).toMatchObject({ code: 0, stdout: '' });
    expect(nothing.stderr).toMatch(/^No documented function changed\.$/m);
  });

  it('says where history can’t tell, and passes', async () => {
    cli.write('a.js', add);
    const ended = await roundtrip('.', '--drift', '--json');
    expect(ended.code).toBe(0);
    expect(ended.lines()).toMatchObject([
      { fidelity: 1, drift: null, verdict: 'unknown', reason: 'no-repository' },
    ]);
  });

  it('goes on after what it can’t read, parse or hand to the model', async () => {
    cli.write('src/latin.js', Uint8Array.of(0x2f, 0x2f, 0xe9, 0x0a));
    cli.write('src/a.js', `/** Broken. */\nfunction broken(a) { return a +; }\n${endless}${add}`);
    const ended = await roundtrip('src', '--min-fidelity', '0.9', '--json');
    expect(notes(ended)).toMatch(/^Skipped: src\/latin\.js is not UTF-8[^\n]*\n$/);
    expect(ended.code).toBe(0);
    expect(ended.lines()).toMatchObject([
      { qualifiedName: 'broken', verdict: 'unknown', fidelity: null, reason: 'syntax' },
      { qualifiedName: 'endless', verdict: 'unknown', fidelity: null, reason: 'prompt-too-long' },
      { qualifiedName: 'add', verdict: 'ok', fidelity: 1 },
    ]);
    const named = await roundtrip('src/latin.js', 'src/a.js');
    expect(named.code).toBe(2);
    expect(named.stdout).toMatch(/^3 functions: 1 ok, 2 unknown\. Mean fidelity 100%\.$/m);
  });

  it('is stopped at once, without half a log', async () => {
    cli.write(
      'a.js',
      Array.from({ length: 40 }, (_, index) => useless.replace('median', `median${index}`)).join(
        '',
      ),
    );
    const child = cli.start(['check', '.', '--sarif', 'check.sarif'], environment);
    await setTimeout(5_000);
    const interrupted = performance.now();
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
    expect(performance.now() - interrupted).toBeLessThan(1_000);
    expect(readdirSync(cli.folder).filter((name) => name !== 'data')).toEqual(['a.js']);
  });
});

describe('check without a model', () => {
  it.each([
    ['no documented function', others],
    ['an empty file', ''],
  ])('passes with %s', async (_, text) => {
    cli.write('a.js', text);
    const ended = await cli.run(['check', '.', '--drift', '--sarif', 'check.sarif']);
    expect(ended).toMatchObject({ code: 0, stdout: '' });
    expect(ended.stderr).toBe('There is no documented function to check.\n');
    expect(existsSync(`${cli.folder}/check.sarif`)).toBe(true);
  });

  it.each<[what: string, args: string[], part: string]>([
    ['a documented function', ['a.js'], 'roundtrip model pull'],
    ['a log that is a folder', ['a.js', '--sarif', '.'], 'written \\(EISDIR\\)\\. Name another'],
    ['tests that may not run', ['a.js', '--test-command', 'make test'], 'without --run-tests'],
    ['a bar over 1', ['a.js', '--min-fidelity', '80'], 'from 0 to 1'],
    ['no repetition', ['a.js', '--reconstructions', '0'], 'whole number from 1'],
    ['a path that is not there', ['gone.js'], 'gone.js does not exist'],
    ['what changed outside of git', ['a.js', '--changed'], 'is in no git repository'],
  ])('ends with 2 for %s', async (_, args, part) => {
    cli.write('a.js', add);
    const ended = await cli.run(['check', ...args]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(new RegExp(`^[^\\n]*${part}[^\\n]*\\n$`));
  });

  it('ends with 2 for a commit that is not there', async () => {
    TemporaryRepository.in(cli.folder).commit({ 'a.js': add });
    const ended = await cli.run(['check', '--changed=gone', '.']);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^gone is no commit of the repository [^\n]*\n$/);
  });
});

describe('the hook of docs/ci.md', () => {
  const [, hook = ''] = /```sh\n(#![\s\S]*?)```/.exec(readFileSync('docs/ci.md', 'utf8')) ?? [];

  it('lets a commit pass that changes no documented function, and refuses what fails', () => {
    const repository = TemporaryRepository.in(cli.folder);
    repository.commit({ 'a.js': others, '.gitignore': 'bin\ndata\n' });
    const program = `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/cli.mjs')}' "$@"\n`;
    repository.write({ 'bin/roundtrip': program, '.git/hooks/pre-commit': hook });
    for (const file of ['bin/roundtrip', '.git/hooks/pre-commit']) {
      chmodSync(repository.path(file), 0o755);
    }
    vi.stubEnv('PATH', `${repository.path('bin')}:${process.env.PATH}`);
    vi.stubEnv('ROUNDTRIP_DATA', repository.path('data'));
    vi.stubEnv('ROUNDTRIP_MODEL', '');

    const passed = repository.commit({ 'a.js': others.replace('1', '2'), 'notes.txt': 'b' });
    expect(passed).toMatch(/^[0-9a-f]{40}$/);
    // There is no model here, so a documented function is what it can't pass.
    expect(() => repository.commit({ 'a b.js': add })).toThrow('No model is on this machine yet');
    expect(repository.git(['rev-parse', 'HEAD'])).toBe(passed);
  });
});
