import type { ErrorCode } from '../../common/errors.ts';
import type { HistoryGap } from '../../history/types.ts';

export type CheckVerdict = 'ok' | 'below' | 'drifted' | 'unknown';

/** Why a fidelity or a drift is not known. `unjudged`: what came back can't be compared. */
export type UnknownReason = HistoryGap | ErrorCode | 'unjudged';

/** One documented function after its check; the shape of `roundtrip check --json`. */
export interface Checked {
  /** Relative to the working directory. */
  readonly path: string;
  readonly qualifiedName: string;
  readonly line: number;
  readonly fidelity: number | null;
  readonly drift: number | null;
  /** The drift's 95% interval, from two reconstructions on. */
  readonly interval: readonly [low: number, high: number] | null;
  /** The commit that last touched the documentation, where the drift was asked for. */
  readonly commit: string | null;
  readonly verdict: CheckVerdict;
  readonly reason: UnknownReason | null;
}

/** What a check found out about one function. */
export interface Findings {
  readonly fidelity: number | null;
  readonly drift: { readonly drift: number; readonly drifted: boolean } | null;
}

/** What was asked of the check. */
export interface Bar {
  /** From 0 to 1; undefined: none is under the bar. */
  readonly minFidelity?: number | undefined;
  readonly drift?: boolean | undefined;
}

export function isBelow({ fidelity }: Pick<Findings, 'fidelity'>, { minFidelity }: Bar): boolean {
  return fidelity !== null && minFidelity !== undefined && fidelity < minFidelity;
}

/** A documentation that drifted and is under the bar is called drifted: that says why. */
export function verdictOf(findings: Findings, bar: Bar): CheckVerdict {
  const { fidelity, drift } = findings;
  if (bar.drift && drift?.drifted) return 'drifted';
  if (isBelow(findings, bar)) return 'below';
  const needsFidelity = bar.minFidelity !== undefined || !bar.drift;
  if ((needsFidelity && fidelity === null) || (bar.drift && !drift)) return 'unknown';
  return 'ok';
}
