import type { Unlearnable } from '../../cycle/learnable.ts';

/** A function with its verdict, as much of it as a list needs. */
export interface Verdict {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly name: string;
  /** Null: it is learned from. */
  readonly reason: Unlearnable | null;
  /** The folder of its file, as it is shown. */
  readonly folder: string;
}

export interface FolderGroup {
  readonly folder: string;
  readonly verdicts: readonly Verdict[];
}

export interface ReasonGroup {
  readonly reason: Unlearnable | null;
  readonly count: number;
  readonly folders: readonly FolderGroup[];
}

/** By reason and then by folder: what is learned from first, then the reason that is met most. */
export function groupVerdicts(verdicts: readonly Verdict[]): ReasonGroup[] {
  const groups = [...Map.groupBy(verdicts, ({ reason }) => reason)].map(([reason, own]) => ({
    reason,
    count: own.length,
    folders: [...Map.groupBy(own, ({ folder }) => folder)]
      .map(([folder, inside]) => ({ folder, verdicts: inside }))
      .sort((a, b) => a.folder.localeCompare(b.folder)),
  }));
  return groups.sort(
    (a, b) => Number(b.reason === null) - Number(a.reason === null) || b.count - a.count,
  );
}
