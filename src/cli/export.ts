import { resolve } from 'node:path';
import { exportRollouts } from '../rollout/export/exportRollouts.ts';
import type { ExportFormat } from '../rollout/export/format.ts';
import { repositoryOf } from '../rollout/place.ts';
import { displayPath } from '../source/sourceFile.ts';
import { splitFunctions } from '../training/split.ts';
import type { Core } from './core.ts';
import { TokenTexts } from './tokenTexts.ts';

export interface ExportFlags {
  readonly format: ExportFormat;
  readonly out: string;
  readonly repository?: string;
}

/** `roundtrip export`: the rollouts as files, for those who train elsewhere. */
export async function exportStore(core: Core, flags: ExportFlags): Promise<void> {
  const { store, output, signal } = core;
  const repository =
    flags.repository === undefined ? null : repositoryOf(resolve(flags.repository));
  const codes = store.codes();
  const sides = splitFunctions(codes);
  const sideOf = new Map(codes.map((code, index) => [code, sides[index]]));
  const texts = new TokenTexts(core);
  const { files, ...counts } = await exportRollouts(
    store.recordedGroups(repository),
    async (group) => ({
      ...group,
      side: sideOf.get(group.subject.code) ?? 'held-out',
      textOf: await texts.of(group),
    }),
    {
      format: flags.format,
      folder: resolve(flags.out),
      signal,
      onGroup: (groups) => output.progress(`${groups} groups exported`),
    },
  );
  const missing = texts.sentence();
  if (missing !== null) output.note(missing);
  const summary = { ...counts, files: files.map(displayPath) };
  output.result({ summary }, () =>
    [
      `${summary.documentations} docs and ${summary.reconstructions} reconstructions`,
      `of ${summary.groups} groups: ${summary.files.join(', ')}`,
    ].join(' '),
  );
}
