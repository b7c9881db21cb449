import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import { messageOf } from '../common/errors.ts';
import { machineFacts } from '../models/machine.ts';
import { suggestModel } from '../models/suggest.ts';
import { languageIds } from '../parse/languages/index.ts';
import type { Core } from './core.ts';
import { styled } from './output.ts';
import { trainerEnvironment } from './trainer/readyEnvironment.ts';

const run = promisify(execFile);

interface Check {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do where it is not ok. */
  readonly remedy: string | null;
}

/** Enough for the smallest useful model and its records. */
const leastFreeBytes = 2e9;

/** `roundtrip doctor`: what is there, what is missing, what to do. */
export async function doctor(core: Core): Promise<void> {
  const checks: readonly (() => Promise<Check>)[] = [
    () => node(),
    () => grammars(core),
    () => dataFolder(core),
    () => diskSpace(core),
    () => device(core),
    () => model(core),
    () => store(core),
    () => program('git', 'git', ['--version'], 'Install git, so that ignored files are skipped.'),
    () =>
      program(
        'python',
        'python3',
        ['-m', 'pip', '--version'],
        'Install Python with pip, for networks where models come only from a package index.',
      ),
    () => trainer(core),
  ];
  for (const check of checks) {
    core.signal.throwIfAborted();
    const result = await check();
    core.output.result(result, () => line(result));
  }
}

function line({ check, ok, detail, remedy }: Check): string {
  const mark = ok ? styled('green', '✓') : styled('yellow', '!');
  return `${mark} ${check.padEnd(10)} ${detail}${remedy ? `\n  ${' '.repeat(10)} ${remedy}` : ''}`;
}

async function node(): Promise<Check> {
  // `node:sqlite` without a flag: the least version of package.json's engines.
  const ok = process.getBuiltinModule?.('node:sqlite') !== undefined;
  const remedy = ok ? null : 'Install Node.js 22.13 or later; rollouts are not recorded without.';
  return { check: 'node', ok, detail: process.version, remedy };
}

async function grammars({ parser }: Core): Promise<Check> {
  return attempt('grammars', 'Install Roundtrip again.', async () => {
    await parser.load(...languageIds);
    return languageIds.join(', ');
  });
}

async function dataFolder({ dataDirectory }: Core): Promise<Check> {
  return attempt('data', 'Choose a folder that you can write: --data DIR.', async () => {
    await mkdir(dataDirectory, { recursive: true });
    await access(dataDirectory, constants.W_OK);
    return dataDirectory;
  });
}

async function diskSpace({ dataDirectory }: Core): Promise<Check> {
  const { bavail, bsize } = await statfs(dataDirectory).catch(() => ({ bavail: 0, bsize: 0 }));
  const free = bavail * bsize;
  const ok = free >= leastFreeBytes;
  return {
    check: 'disk',
    ok,
    detail: `${(free / 1e9).toFixed(1)} GB free`,
    remedy: ok ? null : 'Free some space, or choose another folder: --data DIR.',
  };
}

async function device({ engine }: Core): Promise<Check> {
  return attempt('device', 'Install Roundtrip again; its llama.cpp can’t be loaded.', async () => {
    const facts = await engine.devices();
    const { entry, reason } = suggestModel(machineFacts(facts));
    return `${facts.name ?? facts.device}; suggested model ${entry.name}: ${reason}`;
  });
}

async function model({ session }: Core): Promise<Check> {
  const remedy = 'Get a model: roundtrip model pull NAME.';
  return attempt('model', remedy, async () => {
    const chosen = await session.chosen();
    if (!chosen) throw new Error('none on this machine yet');
    return `${chosen.name} (${chosen.architecture}, ${chosen.quantization}), ${chosen.path}`;
  });
}

async function store({ store: rollouts }: Core): Promise<Check> {
  return attempt('rollouts', 'Close other programs that use the data folder.', async () => {
    const { documentations, reconstructions, path } = rollouts.summary();
    return `${documentations} docs, ${reconstructions} reconstructions in ${path}`;
  });
}

async function trainer(core: Core): Promise<Check> {
  const remedy = 'Train: roundtrip train sets it up, from Python package indexes.';
  return attempt('trainer', remedy, () => trainerEnvironment(core).check(core.signal));
}

async function program(
  check: string,
  command: string,
  args: readonly string[],
  remedy: string,
): Promise<Check> {
  return attempt(check, remedy, async () => {
    const { stdout } = await run(command, args).catch(() => {
      throw new Error(`${command} was not found`);
    });
    return stdout.trim();
  });
}

async function attempt(check: string, remedy: string, work: () => Promise<string>): Promise<Check> {
  try {
    return { check, ok: true, detail: await work(), remedy: null };
  } catch (error) {
    return { check, ok: false, detail: messageOf(error), remedy };
  }
}
