import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqlite } from '../../../src/rollout/sqlite.ts';
import { temporaryDirectory, temporaryStore } from './temporaryStore.ts';

const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));

function startWriter(directory: string, name: string, count: number) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', writer, directory, name, String(count)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, output: text(child.stdout), errors: text(child.stderr), exit: exitOf(child) };
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  const [code, signal] = await once(child, 'close');
  return code ?? signal;
}

const idsIn = (output: string) => output.trim().split('\n').filter(Boolean).map(Number);

describe('processes that share a store', () => {
  it('lose no record when they write at once into a store that neither has made yet', async () => {
    const directory = temporaryDirectory();
    const writers = ['window', 'terminal'].map((name) => startWriter(directory, name, 200));
    const outputs = await Promise.all(writers.map(({ output }) => output));
    expect(await Promise.all(writers.map(({ exit }) => exit))).toEqual([0, 0]);
    const ids = outputs.flatMap(idsIn);
    expect(new Set(ids).size).toBe(400);
    const store = temporaryStore(directory);
    expect(store.summary().documentations).toBe(400);
    const docs = new Set(ids.map((id) => store.documentation(id)?.doc));
    expect(docs.size).toBe(400);
  });

  it('keep every record in the fresh store when all of them meet a damaged one at once', async () => {
    const directory = temporaryDirectory();
    writeFileSync(temporaryStore(directory).path, 'not a database, '.repeat(1000));
    const writers = ['a', 'b', 'c'].map((name) => startWriter(directory, name, 20));
    expect(await Promise.all(writers.map(({ exit }) => exit))).toEqual([0, 0, 0]);
    const said = (await Promise.all(writers.map(({ errors }) => errors))).join('');
    expect(said.match(/moved to .*corrupt-/g)).toHaveLength(1);
    expect(temporaryStore(directory).summary().documentations).toBe(60);
  });

  it('leave a readable store when they are killed in the middle of writing', async () => {
    const directory = temporaryDirectory();
    const written: number[] = [];
    for (let round = 0; round < 4; round++) {
      const { child, output, exit } = startWriter(directory, `round ${round}`, 1_000_000);
      const delay = 30 * round;
      child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), delay));
      expect(await exit).toBe('SIGKILL');
      // The last line may have been cut off in the pipe.
      written.push(...idsIn((await output).replace(/[^\n]*$/, '')));
    }
    const store = temporaryStore(directory);
    expect(written.length).toBeGreaterThan(10);
    expect(written.filter((id) => !store.documentation(id))).toEqual([]);
    const check = openSqlite(store.path);
    expect(check.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    check.close();
  });

  it('print nothing about SQLite being experimental', async () => {
    const { errors, exit } = startWriter(temporaryDirectory(), 'quiet', 1);
    expect(await exit).toBe(0);
    expect(await errors).toBe('');
  });
});
