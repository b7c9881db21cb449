import type { RecordedGroup } from './recordedGroup.ts';

/** What people train with elsewhere. */
export const exportFormats = ['jsonl', 'trl', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A group with what its records don't say of themselves. */
export interface ExportedGroup extends RecordedGroup {
  /** Whether the function trains the model or judges the training. */
  readonly side: string;
  /** The text of token ids, special tokens written out; null where it can't be told. */
  readonly textOf: (tokens: readonly number[]) => string | null;
}

/** Writes groups as they come; nothing but the group in hand is kept in memory. */
export interface GroupWriter {
  write(group: ExportedGroup): Promise<void>;
  close(): Promise<void>;
}
