import type { DatabaseSync } from 'node:sqlite';
import { type FigureScope, ofDrawnDocs, recordInScope, subjectInScope } from './scope.ts';

/** Into how many parts the rewards from 0 to 1 are cut. */
export const rewardBins = 20;

/** The rewards that one policy earned in one stretch of time, of one bin. */
export interface RewardCell {
  /** The begin of the stretch, milliseconds since 1970. */
  readonly from: number;
  readonly modelHash: string;
  readonly adapter: string | null;
  /** From 0; a reward below 0, of code of the wrong form, is in the first one. */
  readonly bin: number;
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/** All rewards in stretches of `milliseconds`, oldest first. */
export function selectRewardCells(
  connection: DatabaseSync,
  { repository }: FigureScope,
  milliseconds: number,
): RewardCell[] {
  return connection
    .prepare(`
      SELECT created_at / CAST(:width AS INTEGER) AS stretch, model_hash, adapter,
        max(0, min(${rewardBins - 1}, CAST(reward * ${rewardBins} AS INTEGER))) AS bin,
        count(*) AS n, sum(reward) AS total, sum(reward * reward) AS squares
      FROM generation
      CROSS JOIN reconstruction ON generation_id = generation.id
      WHERE ${ofDrawnDocs} AND ${recordInScope}
      GROUP BY stretch, model_hash, adapter, bin
      ORDER BY stretch`)
    .all({ repository, width: milliseconds })
    .map((row) => ({
      from: Number(row.stretch) * milliseconds,
      modelHash: String(row.model_hash),
      adapter: row.adapter as string | null,
      bin: Number(row.bin),
      count: Number(row.n),
      sum: Number(row.total),
      squares: Number(row.squares),
    }));
}

/** Rewards of one file. */
export interface FileReward {
  readonly path: string;
  readonly language: string;
  readonly sum: number;
  readonly count: number;
}

export function selectRewardsByFile(
  connection: DatabaseSync,
  { repository }: FigureScope,
): FileReward[] {
  return connection
    .prepare(`
      SELECT path, language, sum(total) AS total, sum(n) AS n
      FROM (SELECT subject_id, sum(reward) AS total, count(*) AS n FROM reconstruction
        WHERE ${ofDrawnDocs} GROUP BY subject_id)
      JOIN subject ON subject.id = subject_id
      WHERE ${subjectInScope}
      GROUP BY path, language`)
    .all({ repository })
    .map((row) => ({
      path: String(row.path),
      language: String(row.language),
      sum: Number(row.total),
      count: Number(row.n),
    }));
}
