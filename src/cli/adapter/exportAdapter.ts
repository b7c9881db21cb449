import { constants } from 'node:fs';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RoundtripError } from '../../common/errors.ts';
import { displayPath } from '../../source/sourceFile.ts';
import { convertAdapter } from '../../training/adapters/convert.ts';
import { showAdapter } from '../adapter.ts';
import type { Core } from '../core.ts';
import { readyEnvironment } from '../trainer/readyEnvironment.ts';

export interface ExportAdapterFlags {
  readonly format: 'gguf' | 'peft';
  /** A folder that is new or empty. */
  readonly out: string;
}

/** `roundtrip adapter export ID`: as a GGUF file, or as a PEFT folder of the chosen model. */
export async function exportAdapter(
  core: Core,
  id: string,
  { format, out }: ExportAdapterFlags,
): Promise<void> {
  const adapter = await core.adapters.get(id);
  const to = resolve(out);
  if ((await readdir(to).catch(() => [])).length > 0) {
    throw new RoundtripError(
      'usage',
      `${displayPath(to)} is not empty. Name another folder with --out.`,
      { path: to },
    );
  }
  if (format === 'gguf') {
    await mkdir(to, { recursive: true });
    await copyFile(adapter.path, join(to, `adapter-${id}.gguf`), constants.COPYFILE_EXCL);
  } else {
    const model = await core.session.named(core.signal);
    const { path: from } = await core.adapters.usable(id, model);
    const trainer = await readyEnvironment(core);
    await convertAdapter(trainer, { command: 'to-peft', from, base: model.path, to }, core.signal);
  }
  showAdapter(core, adapter);
}
