import type { LanguageId } from '../../../src/parse/types.ts';
import type { Measure } from './score.ts';
import type { DataSetSummary } from './summary.ts';

/** One pair's scores. */
export interface PairResult extends Readonly<Record<Measure, number | undefined>> {
  readonly set: string;
  readonly id: string;
  readonly language: LanguageId;
  readonly setting: string;
  readonly equal: boolean;
  readonly agree: number;
}

/** What `bench:reward -- --json` writes and the plots are drawn from. */
export interface Results {
  readonly sets: DataSetSummary[];
  readonly pairs: PairResult[];
}
