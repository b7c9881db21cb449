import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AbortError } from '../../../src/common/abort.ts';
import { lockOwner } from '../../../src/common/lock.ts';
import { silentLogger } from '../../../src/common/logger.ts';
import { runLockPath } from '../../../src/training/runs.ts';
import type { TrainerEvent } from '../../../src/training/trainerEvents.ts';
import { runTrainer, type TrainerRun } from '../../../src/training/trainerProcess.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

/** A real Python that runs `script` as the trainer, in a run folder of its own. */
async function trainerOf(script: string): Promise<TrainerRun> {
  const folder = temporaryDirectory();
  const modules = join(folder, 'source', 'src', 'roundtrip_trainer');
  const runDirectory = join(folder, 'runs', '0007');
  await mkdir(modules, { recursive: true });
  await mkdir(runDirectory, { recursive: true });
  await writeFile(
    join(modules, '__main__.py'),
    `import json, os, signal, sys, time\ndef tell(**event): print(json.dumps(event), flush=True)\n${script}`,
  );
  return { python: 'python3', source: join(folder, 'source'), runDirectory };
}

const done = "tell(event='done', adapter='/a.gguf', metrics={'steps': 2})";

// Pythons take seconds to start while all tiers run.
describe('a run of the trainer', { timeout: 120_000 }, () => {
  it('tells what happens as it happens, and ends with the adapter', async () => {
    const run = await trainerOf(`
tell(event='phase', phase='training')
tell(event='progress', step=1, steps=2)
tell(event='of a later version')
${done}`);
    const events: TrainerEvent[] = [];
    const result = await runTrainer({ ...run, onEvent: (event) => events.push(event) });
    expect(result).toEqual({ adapter: '/a.gguf', metrics: { steps: 2 } });
    expect(events.map(({ event }) => event)).toEqual(['phase', 'progress', 'done']);
  });

  it('gets the folder, low priority, and neither network nor modules of the user', async () => {
    const run = await trainerOf(`
names = ['HF_HUB_OFFLINE', 'TRANSFORMERS_OFFLINE', 'TOKENIZERS_PARALLELISM', 'PYTHONNOUSERSITE']
tell(event='done', adapter=sys.argv[2], metrics={
    'command': sys.argv[1], 'directory': os.getcwd(),
    'priority': os.getpriority(os.PRIO_PROCESS, 0), 'values': [os.environ[name] for name in names]})`);
    expect(await runTrainer(run)).toEqual({
      adapter: run.runDirectory,
      metrics: {
        command: 'train',
        directory: run.runDirectory,
        priority: constants.priority.PRIORITY_LOW,
        values: ['1', '1', 'false', '1'],
      },
    });
  });

  it('leaves a line that is no event out, and says so without repeating it', async () => {
    const run = await trainerOf(`print('secret = 1')\n${done}`);
    const warnings: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
    expect(await runTrainer({ ...run, logger })).toMatchObject({ adapter: '/a.gguf' });
    expect(warnings).toEqual(['A line of the trainer lacks JSON; it has 10 characters.']);
  });

  it.each([
    ['no-rollouts', 'no-rollouts'],
    ['model-unsupported', 'model-unsupported'],
    ['logits-differ', 'trainer-failed'],
    ['failed', 'trainer-failed'],
  ])("that says the error %s fails with %s, in the trainer's words", async (told, code) => {
    const run = await trainerOf(
      `tell(event='error', code='${told}', message='This is why.')\nsys.exit(1)`,
    );
    await expect(runTrainer(run)).rejects.toMatchObject({ code, message: 'This is why.' });
  });

  it.each([
    ['sys.exit(5)', /^The trainer ended without a word \(exit code 5\)\. Resume run 0007/],
    ['os.kill(os.getpid(), signal.SIGKILL)', /\(signal SIGKILL\), often for want of memory\./],
    ['sys.exit(0)', /exit code 0/],
  ])('that ends by %s alone says how and what to do', async (script, message) => {
    const run = await trainerOf(script);
    await expect(runTrainer(run)).rejects.toMatchObject({ code: 'trainer-failed', message });
  });

  it('keeps what Python complains of in its own folder, out of the error', async () => {
    const run = await trainerOf("raise ValueError('of secret code')");
    const error = await runTrainer(run).catch((failure) => failure);
    expect(JSON.stringify([error.message, error.data])).not.toContain('secret');
    expect(await readFile(join(run.runDirectory, 'trainer.log'), 'utf8')).toContain('ValueError');
  });

  it('whose Python is gone asks for the environment', async () => {
    const run = { ...(await trainerOf(done)), python: '/nowhere/python' };
    await expect(runTrainer(run)).rejects.toMatchObject({ code: 'environment-failed' });
  });

  it('is one at a time in a folder', async () => {
    const run = await trainerOf(`time.sleep(1)\n${done}`);
    const first = runTrainer(run);
    await expect.poll(() => lockOwner(runLockPath(run.runDirectory))).toBe(process.pid);
    await expect(runTrainer(run)).rejects.toMatchObject({
      code: 'run-unusable',
      message: expect.stringContaining('at work on run 0007 already'),
    });
    await expect(first).resolves.toMatchObject({ adapter: '/a.gguf' });
    await expect(runTrainer(run)).resolves.toMatchObject({ adapter: '/a.gguf' });
  });

  it('that is cancelled is told so, may save, and ends with the cancellation', async () => {
    const run = await trainerOf(`
def save(*_):
    open('saved', 'w').write('all')
    tell(event='stopped', reason='signal')
    sys.exit(3)
signal.signal(signal.SIGTERM, save)
tell(event='phase', phase='training')
time.sleep(60)`);
    const cancel = new AbortController();
    const onEvent = ({ event }: TrainerEvent) => {
      if (event === 'phase') cancel.abort(new AbortError());
    };
    await expect(runTrainer({ ...run, onEvent, signal: cancel.signal })).rejects.toThrow(
      AbortError,
    );
    expect(await readFile(join(run.runDirectory, 'saved'), 'utf8')).toBe('all');
  });

  it('that does not end when it is told to is killed ten seconds later', async () => {
    const run = await trainerOf(`
signal.signal(signal.SIGTERM, signal.SIG_IGN)
tell(event='skipped', reason='ignores', count=os.getpid())
time.sleep(60)`);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const cancel = new AbortController();
    let pid = 0;
    const onEvent = (event: TrainerEvent) => {
      if (event.event === 'skipped') pid = event.count;
      cancel.abort(new AbortError());
      vi.advanceTimersByTime(9_999);
      expect(process.kill(pid, 0)).toBe(true);
      vi.advanceTimersByTime(1);
    };
    await expect(runTrainer({ ...run, onEvent, signal: cancel.signal })).rejects.toThrow(
      AbortError,
    );
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('does not begin after it was cancelled', async () => {
    const run = await trainerOf(done);
    const signal = AbortSignal.abort(new AbortError());
    const onEvent = () => expect.fail('It began.');
    await expect(runTrainer({ ...run, onEvent, signal })).rejects.toThrow(AbortError);
  });
});
