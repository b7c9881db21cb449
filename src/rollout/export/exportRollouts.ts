import { join } from 'node:path';
import { RoundtripError } from '../../common/errors.ts';
import type { ExportedGroup, ExportFormat, GroupWriter } from './format.ts';
import { LinesWriter } from './linesWriter.ts';
import { ParquetGroupWriter } from './parquetWriter.ts';
import type { RecordedGroup } from './recordedGroup.ts';
import { rolloutLines } from './rolloutLines.ts';
import { completionRows, preferenceRows } from './trainingRows.ts';
import { type FileAside, writeFiles } from './wholeFiles.ts';

export interface ExportSummary {
  readonly format: ExportFormat;
  /** In the order written. */
  readonly files: readonly string[];
  readonly groups: number;
  readonly documentations: number;
  readonly reconstructions: number;
  readonly bytes: number;
}

/** How one format is written: its files, and what writes groups into them. */
interface Layout {
  readonly names: readonly string[];
  open(paths: readonly string[]): Promise<GroupWriter>;
}

const layouts: Readonly<Record<ExportFormat, Layout>> = {
  jsonl: {
    names: ['rollouts.jsonl'],
    open: (paths) => LinesWriter.open(paths, (group) => [rolloutLines(group)]),
  },
  trl: {
    names: ['completions.jsonl', 'preferences.jsonl'],
    open: (paths) => LinesWriter.open(paths, tablesOf),
  },
  parquet: {
    names: ['completions.parquet', 'preferences.parquet'],
    open: async ([completions = '', preferences = '']) =>
      new ParquetGroupWriter(completions, preferences),
  },
};

/**
 * Writes groups of rollouts into a folder, whole or not at all.
 *
 * @param groups read one at a time; 100,000 rollouts never are in memory together.
 * @param complete adds what the records don't say of themselves.
 * @param onGroup is told how many groups are written.
 * @throws RoundtripError `no-rollouts`, `usage` for a folder with other files, `disk-full`,
 * `file-read-only`.
 */
export async function exportRollouts(
  groups: Iterable<RecordedGroup>,
  complete: (group: RecordedGroup) => Promise<ExportedGroup>,
  { format, folder, signal, onGroup }: ExportOptions,
): Promise<ExportSummary> {
  const layout = layouts[format];
  const counts = { groups: 0, documentations: 0, reconstructions: 0 };
  const sizes = await writeFiles(folder, layout.names, async (files) => {
    const writer = await layout.open(files.map(({ path }: FileAside) => path));
    try {
      for (const group of groups) {
        signal.throwIfAborted();
        await writer.write(await complete(group));
        counts.groups += 1;
        counts.documentations += group.documentations.length;
        for (const { reconstructions } of group.documentations) {
          counts.reconstructions += reconstructions.length;
        }
        onGroup(counts.groups);
      }
    } finally {
      await writer.close();
    }
    if (counts.groups === 0) throw noRollouts();
  });
  return {
    format,
    files: layout.names.map((name) => join(folder, name)),
    ...counts,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

export interface ExportOptions {
  readonly format: ExportFormat;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onGroup: (groups: number) => void;
}

function tablesOf(group: ExportedGroup): (readonly object[])[] {
  const completions = completionRows(group);
  return [completions, preferenceRows(completions)];
}

function noRollouts(): RoundtripError {
  return new RoundtripError(
    'no-rollouts',
    'There are no rollouts to export. Draw some with: roundtrip rollout PATH.',
  );
}
