import { once } from 'node:events';
import { openSync, symlinkSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { CommandLine } from '../support/cli.ts';
import { testModel } from '../support/engine.ts';

let cli: CommandLine;
beforeEach(() => {
  cli = new CommandLine();
});
afterEach(() => cli.dispose());

const add = 'def add(a, b):\n    """Adds."""\n    return a + b\n';
const sub = 'def add(a, b):\n    return a - b\n';
const good = { code: 0, stderr: '' };
/** One sentence or two on one line, without a stack. */
const oneLine = (part: string) => expect.stringMatching(new RegExp(`^[^\\n]*${part}[^\\n]*\\n$`));

describe('functions', () => {
  it('gives the fields of the contract', async () => {
    cli.write('src/a.py', add);
    const ended = await cli.run(['functions', 'src/a.py', '--json']);
    expect(ended).toMatchObject(good);
    expect(ended.lines()).toEqual([
      {
        path: 'src/a.py',
        language: 'python',
        kind: 'function',
        name: 'add',
        qualifiedName: 'add',
        signature: 'def add(a, b):',
        line: 1,
        endLine: 3,
        start: 0,
        end: add.length - 1,
        doc: 'Adds.',
        docStart: 19,
        docEnd: 30,
      },
    ]);
  });

  it('has null where there is no doc', async () => {
    cli.write('a.py', sub);
    const [line] = (await cli.run(['functions', 'a.py', '--json'])).lines();
    expect(line).toMatchObject({ doc: null, docStart: null, docEnd: null });
  });

  it('counts as VS Code does: UTF-16 units, CRLF as two, no byte order mark', async () => {
    const before = 'smile = "😀"\r\n\r\n';
    cli.write('a.py', `\uFEFF${before}${add.replaceAll('\n', '\r\n')}`);
    const [line] = (await cli.run(['functions', 'a.py', '--json'])).lines();
    expect(line).toMatchObject({ line: 3, start: before.length, docStart: before.length + 20 });
  });

  it('walks folders and says what it can’t read there', async () => {
    cli.write('src/a.py', add);
    cli.write('src/b/c.go', 'package b\n\nfunc C() int { return 1 }\n');
    cli.write('src/empty.py', '');
    cli.write('src/latin.py', Uint8Array.of(0x23, 0xe9, 0x0a));
    cli.write('src/notes.txt', 'no code');
    symlinkSync(cli.folder, `${cli.folder}/src/loop`);
    const ended = await cli.run(['functions', 'src', '--json']);
    expect(ended.lines().map(({ path }) => path)).toEqual(['src/a.py', 'src/b/c.go']);
    expect(ended).toMatchObject({ code: 0, stderr: oneLine('src/latin.py is not UTF-8') });
  });

  it.each([
    ['notes.txt', 'notes.txt is in no language'],
    ['latin.py', 'latin.py is not UTF-8'],
    ['missing.py', 'missing.py does not exist'],
  ])('fails for %s that was named', async (name, sentence) => {
    cli.write('notes.txt', 'no code');
    cli.write('latin.py', Uint8Array.of(0x23, 0xe9, 0x0a));
    const ended = await cli.run(['functions', name]);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: oneLine(sentence) });
  });

  it('lists what can be read beside a named file that can’t', async () => {
    cli.write('notes.txt', 'no code');
    cli.write('a.py', add);
    const ended = await cli.run(['functions', 'notes.txt', 'a.py']);
    expect(ended).toMatchObject({ code: 2, stdout: 'a.py:1 add  documented\n' });
  });

  it('of an empty file are none', async () => {
    cli.write('a.py', '');
    expect(await cli.run(['functions', 'a.py'])).toMatchObject({ ...good, stdout: '' });
  });
});

describe('score', () => {
  it.each([
    ['itself', add, 1],
    ['another body', sub, expect.closeTo(0.8, 0)],
    ['no code', 'hello there', -0.2],
  ])('compares a function with %s', async (_, candidate, reward) => {
    cli.write('original.py', add);
    cli.write('candidate.txt', candidate);
    const files = ['--original', 'original.py', '--candidate', 'candidate.txt'];
    const ended = await cli.run(['score', '--language', 'python', ...files, '--json']);
    expect(ended).toMatchObject(good);
    const parts = expect.objectContaining({ parses: expect.any(Number) });
    expect(ended.lines()).toEqual([{ reward, similarity: expect.any(Number), parts }]);
  });

  it('takes the code that a doc gives away off', async () => {
    const code = 'def f(a):\n    return sorted(set(a), key=len, reverse=True)[:10]\n';
    cli.write('f.py', code);
    cli.write('doc.txt', code);
    const files = ['--original', 'f.py', '--candidate', 'f.py', '--doc', 'doc.txt'];
    const [scored] = (await cli.run(['score', '--language', 'python', ...files, '--json'])).lines<{
      reward: number;
      parts: { leak: number };
    }>();
    expect(scored?.parts.leak).toBeGreaterThan(0);
    expect(scored?.reward).toBeLessThan(1);
  });

  it('scores the pairs that can be scored, in their order', async () => {
    const pair = { language: 'python', original: add, candidate: add };
    const unscored = { reward: null, similarity: null, parts: {} };
    const rows: [line: unknown, expected: object][] = [
      [
        { id: 'a', ...pair },
        { id: 'a', reward: 1 },
      ],
      ['{broken', { id: null, ...unscored, error: oneError('Line 2: .*JSON') }],
      [
        { id: 3, ...pair, language: 'klingon' },
        { id: 3, ...unscored, error: oneError('klingon') },
      ],
      [{ id: 4, language: 'python', original: add }, { error: oneError('no text “candidate”') }],
      [
        { id: 5, ...pair, original: 'x = 1' },
        { id: 5, ...unscored, error: oneError('original') },
      ],
      [
        { id: 6, ...pair, doc: 7 },
        { id: 6, ...unscored, error: oneError('“doc”') },
      ],
      [null, { id: null, ...unscored, error: oneError('no text') }],
      [
        { id: 'z', ...pair, doc: 'Adds.' },
        { id: 'z', reward: 1 },
      ],
    ];
    const lines = rows.map(([row]) => (typeof row === 'string' ? row : JSON.stringify(row)));
    cli.write('pairs.jsonl', `\uFEFF${lines.join('\r\n')}\r\n`);
    const ended = await cli.run(['score', '--pairs', 'pairs.jsonl', '--json']);
    expect(ended).toMatchObject(good);
    expect(ended.lines()).toEqual(rows.map(([, expected]) => expect.objectContaining(expected)));
  });

  it.each([
    [['--language', 'python'], 'score needs --language, --original and --candidate'],
    [['--language', 'klingon', '--original', 'a.py', '--candidate', 'a.py'], 'klingon'],
    [['--language', 'python', '--original', 'a.py', '--candidate', 'b.py'], 'b.py does not exist'],
    [['--pairs', 'missing.jsonl'], 'missing.jsonl does not exist'],
  ])('refuses %j', async (flags, sentence) => {
    cli.write('a.py', add);
    const ended = await cli.run(['score', ...flags]);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: oneLine(sentence) });
  });

  function oneError(pattern: string) {
    return expect.stringMatching(new RegExp(`^[^\\n]*${pattern}[^\\n]*$`));
  }
});

describe('model', () => {
  it('lists, tells and removes', async () => {
    const path = testModel();
    symlinkSync(path, cli.write('data/models/.keep', '').replace('.keep', 'small.gguf'));
    cli.write('data/models/broken.gguf', 'GGUF');
    const listed = await cli.run(['model', 'list', '--json']);
    const small = {
      name: 'small',
      path: `${cli.folder}/data/models/small.gguf`,
      bytes: 98_362_432,
      sha256: null,
      license: null,
      architecture: 'llama',
      quantization: 'Q4_1',
      contextLength: expect.any(Number),
    };
    expect(listed.lines()).toEqual([small]);
    expect(listed).toMatchObject({ code: 0, stderr: oneLine('broken.gguf') });
    expect((await cli.run(['model', 'info', 'small', '--json'])).lines()).toEqual([small]);
    expect((await cli.run(['model', 'info', '--model', path, '--json'])).lines()).toMatchObject([
      { path },
    ]);
    expect(await cli.run(['model', 'remove', 'small'])).toMatchObject({ code: 0 });
    expect(await cli.run(['model', 'remove', 'small'])).toMatchObject({
      code: 2,
      stderr: oneLine('no model small'),
    });
  });

  it.each([
    [['list'], 0, 'No model is on this machine yet'],
    [['info'], 2, 'roundtrip model pull'],
    [['info', 'nothing.gguf'], 2, 'no model nothing.gguf'],
    [['pull', 'nothing'], 2, 'Choose one of smollm2-135m-instruct'],
    [['remove', '../models'], 2, 'no model ../models'],
  ])('%j without models ends with %i', async (args, code, sentence) => {
    const ended = await cli.run(['model', ...args]);
    expect(ended).toMatchObject({ code, stdout: '', stderr: oneLine(sentence) });
  });
});

describe('doctor', () => {
  it('says of each thing whether it is there, and what to do', async () => {
    const ended = await cli.run(['doctor', '--json']);
    expect(ended.code).toBe(0);
    const lines = ended.lines<{ check: string; ok: boolean; remedy: string | null }>();
    expect(lines.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['node', 'grammars', 'data', 'device', 'model', 'rollouts']),
    );
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['check', 'ok', 'detail', 'remedy']);
      expect(line.remedy === null).toBe(line.ok);
    }
    expect(lines.find(({ check }) => check === 'model')).toMatchObject({ ok: false });
  });
});

describe('the line itself', () => {
  it.each([
    [['functions']],
    [['functions', '--bogus', 'a.py']],
    [['bogus']],
    [['document', 'a.py', '--seed', 'x']],
    [['document', 'a.py', '--best-of', '0']],
    [['document', 'a.py', '--style', 'fancy']],
    [['--gpu', 'tpu', 'doctor']],
    [['model', 'bogus']],
  ])('%j is a usage error', async (args) => {
    const ended = await cli.run(args);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^error: [^\n]+\n(\(Did you mean .*\?\)\n)?$/);
  });

  it('shows the stack with --debug alone', async () => {
    expect((await cli.run(['functions', 'missing.py'])).stderr).not.toContain('    at ');
    expect((await cli.run(['functions', 'missing.py', '--debug'])).stderr).toContain('    at ');
  });

  it('gives help and version', async () => {
    const help = await cli.run(['--help']);
    expect(help).toMatchObject(good);
    const commands = [...help.stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
    expect(commands).toEqual(
      'functions document reconstruct score check scan rollout export report eval train learn forget adapter model doctor help'.split(
        ' ',
      ),
    );
    expect(await cli.run(['--version'])).toMatchObject({ ...good, stdout: `${version}\n` });
    expect(await cli.run(['document', '--help'])).toMatchObject(good);
  });

  it('hears global options before and after the command', async () => {
    cli.write('a.py', add);
    const after = await cli.run(['functions', 'a.py', '--json']);
    expect(await cli.run(['--json', 'functions', 'a.py'])).toMatchObject({ stdout: after.stdout });
    const nested = await cli.run(['model', '--json', 'list', '--data', 'elsewhere']);
    expect(nested).toMatchObject({ code: 0, stdout: '' });
  });

  it('hears ROUNDTRIP_DATA and ROUNDTRIP_MODEL, and options before them', async () => {
    const environment = { ROUNDTRIP_DATA: 'own', ROUNDTRIP_MODEL: 'nothing.gguf' };
    const store = async (...args: string[]) =>
      (await cli.run(['doctor', '--json', ...args], environment)).lines();
    expect(await store()).toContainEqual(
      expect.objectContaining({ check: 'data', detail: `${cli.folder}/own` }),
    );
    expect(await store('--data', 'other')).toContainEqual(
      expect.objectContaining({ check: 'data', detail: `${cli.folder}/other` }),
    );
    expect(await cli.run(['model', 'info'], environment)).toMatchObject({
      code: 2,
      stderr: oneLine('nothing.gguf'),
    });
  });

  it('has colour only where it is asked for', async () => {
    cli.write('a.py', add);
    const plain = 'a.py:1 add  documented\n';
    const run = (environment: Record<string, string>) =>
      cli.run(['functions', 'a.py'], environment);
    expect((await run({})).stdout).toBe(plain);
    expect((await run({ NO_COLOR: '1' })).stdout).toBe(plain);
    expect((await run({ FORCE_COLOR: '1' })).stdout).toContain('\x1b[1m');
  });

  it('names paths from the working directory', async () => {
    cli.write('src/a.py', add);
    const [line] = (await cli.run(['functions', `${cli.folder}/src/a.py`, '--json'])).lines();
    expect(line).toMatchObject({ path: 'src/a.py' });
  });

  it('ends well when its reader leaves early', async () => {
    for (let index = 0; index < 200; index += 1) cli.write(`src/${index}.py`, add.repeat(20));
    const child = cli.start(['functions', 'src', '--json']);
    const { stdout, stderr } = child;
    if (!stdout || !stderr) throw new Error('There are no pipes.');
    stdout.once('data', () => stdout.destroy());
    const [errors, [code]] = await Promise.all([text(stderr), once(child, 'close')]);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
  });

  it('fails when its results can’t be written', async () => {
    cli.write('a.py', add);
    const ended = await cli.run(['functions', 'a.py'], {}, openSync('/dev/full', 'w'));
    expect(ended).toMatchObject({ code: 2, stderr: oneLine("output can't be written") });
  });
});
