import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { RoundtripError } from '../../common/errors.ts';
import { repositoryOf } from '../../rollout/place.ts';
import { displayPath } from '../../source/sourceFile.ts';
import { convertAdapter } from '../../training/adapters/convert.ts';
import { Runs } from '../../training/runs.ts';
import { showAdapter } from '../adapter.ts';
import type { Core } from '../core.ts';
import { readyEnvironment } from '../trainer/readyEnvironment.ts';

/**
 * `roundtrip adapter import PATH`: a PEFT folder or a GGUF file that was made for the chosen model,
 * for the working directory's repository. It is not used before `adapter use`.
 */
export async function importAdapter(core: Core, path: string): Promise<void> {
  const from = resolve(path);
  const stats = await stat(from).catch(() => null);
  if (!stats) {
    throw new RoundtripError(
      'adapter-missing',
      `${displayPath(from)} does not exist. Give a PEFT folder or a .gguf file.`,
      { path: from },
    );
  }
  const scratch = await mkdtemp(join(tmpdir(), 'roundtrip-import-'));
  try {
    const converted = join(scratch, 'adapter.gguf');
    if (stats.isDirectory()) await convertPeft(core, from, converted);
    await add(core, stats.isDirectory() ? converted : from);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function convertPeft(core: Core, from: string, to: string): Promise<void> {
  if (!(await stat(join(from, 'adapter_config.json')).catch(() => null))) {
    throw new RoundtripError(
      'adapter-unreadable',
      `${displayPath(from)} is no PEFT folder: it has no adapter_config.json.`,
      { path: from },
    );
  }
  const { path: base } = await core.session.named(core.signal);
  const trainer = await readyEnvironment(core);
  await convertAdapter(trainer, { command: 'to-gguf', from, base, to }, core.signal);
}

async function add(core: Core, weights: string): Promise<void> {
  const { path, name, hash } = await core.session.named(core.signal);
  await core.adapterTools.checkAdapter(weights, path);
  const id = await new Runs(core.dataDirectory).take();
  const facts = {
    ...{ id, run: id, model: { name, hash }, repository: repositoryOf('.') },
    createdAt: new Date().toISOString(),
    status: 'imported' as const,
    ...{ objective: null, config: null, data: null, metrics: null },
    ...{ parent: null, heldOut: null, reason: null },
  };
  showAdapter(core, await core.adapters.add(facts, weights));
}
