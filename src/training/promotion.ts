import { type PairedDifference, pairedBootstrap } from './statistics.ts';

/** One held-out function under one policy. */
export interface HeldOutScore {
  /** The guarded reward of what was rebuilt from the doc; null where it can't be judged. */
  readonly reward: number | null;
  /** What the doc adds to the signature, null where that can't be told. */
  readonly lift: number | null;
  /** The share of the body that the doc quotes, from 0 to 1. */
  readonly leak: number;
  /** The doc's length. */
  readonly words: number;
  /** The share of the doc's words that look like code. */
  readonly codeShare: number;
}

/** A mean over the held-out functions that tells where a gain comes from. */
type Watched = 'words' | 'leak' | 'codeShare' | 'lift';

export interface HeldOutComparison extends PairedDifference {
  readonly before: number;
  readonly after: number;
  /** What could be gained by without a better doc: means before and after. */
  readonly watched: Readonly<Record<Watched, { readonly before: number; readonly after: number }>>;
}

export interface PromotionDecision {
  readonly promoted: boolean;
  /** A sentence for a person. */
  readonly reason: string;
  /** Null where no function could be compared. */
  readonly comparison: HeldOutComparison | null;
}

/** With fewer functions the interval of a bootstrap is too narrow to be believed. */
export const fewestHeldOut = 20;

/**
 * How far what is watched may move. A policy that goes further earns reward by longer docs, by
 * quoting the code, by writing code, or by knowing the functions by heart.
 */
export const bounds = {
  /** Times the words before. */
  words: 1.5,
  /** Added to the share before. */
  leak: 0.03,
  codeShare: 0.05,
  /** Taken from the lift before. */
  lift: 0.02,
} as const;

/**
 * Whether a candidate takes the place of the present policy: only if the 95% interval of what it
 * gains in held-out reward lies above zero, and it does not gain by what is watched.
 *
 * @param before one score a function, by the present policy.
 * @param after of the same functions in the same order, by the candidate.
 */
export function decidePromotion(
  before: readonly HeldOutScore[],
  after: readonly HeldOutScore[],
): PromotionDecision {
  const comparison = compare(before, after);
  const reason = comparison ? objection(comparison) : tooFew(0);
  if (reason !== null || !comparison) {
    return { promoted: false, reason: reason ?? tooFew(0), comparison };
  }
  return { promoted: true, reason: `${change(comparison)}.`, comparison };
}

/** Of the functions that could be judged under both policies; null of none. */
function compare(
  before: readonly HeldOutScore[],
  after: readonly HeldOutScore[],
): HeldOutComparison | null {
  const pairs = before.flatMap((old, index) => {
    const fresh = after[index];
    if (!fresh || old.reward === null || fresh.reward === null) return [];
    return [{ old, fresh, rewards: [old.reward, fresh.reward] as const }];
  });
  if (pairs.length === 0) return null;
  const watch = (name: Watched) => {
    const known = pairs.flatMap(({ old, fresh }) => {
      const [a, b] = [old[name], fresh[name]];
      return a === null || b === null ? [] : [[a, b] as const];
    });
    return { before: mean(known.map(([a]) => a)), after: mean(known.map(([, b]) => b)) };
  };
  const rewards = {
    before: pairs.map(({ rewards: [old] }) => old),
    after: pairs.map(({ rewards: [, fresh] }) => fresh),
  };
  return {
    ...pairedBootstrap(rewards.before, rewards.after),
    before: mean(rewards.before),
    after: mean(rewards.after),
    watched: {
      words: watch('words'),
      leak: watch('leak'),
      codeShare: watch('codeShare'),
      lift: watch('lift'),
    },
  };
}

/** Why the candidate is not promoted, or null. */
function objection(comparison: HeldOutComparison): string | null {
  const { n, difference, interval, watched } = comparison;
  if (n < fewestHeldOut) return tooFew(n);
  if (interval[0] <= 0) {
    const why = difference > 0 ? 'which may be chance' : 'which is no gain';
    return `${change(comparison)}, ${why}.`;
  }
  const { words, leak, codeShare, lift } = watched;
  const gainedBy = [
    words.after > words.before * bounds.words &&
      `its docs have ${words.after.toFixed(0)} words where they had ${words.before.toFixed(0)}`,
    leak.after > leak.before + bounds.leak &&
      `they quote more of the code (leak ${leak.before.toFixed(2)} to ${leak.after.toFixed(2)})`,
    codeShare.after > codeShare.before + bounds.codeShare &&
      `more of their words are code (${percent(codeShare.before)} to ${percent(codeShare.after)})`,
    lift.after < lift.before - bounds.lift &&
      `they add less to the signature (lift ${lift.before.toFixed(2)} to ${lift.after.toFixed(2)})`,
  ].filter((one) => one !== false);
  if (gainedBy.length === 0) return null;
  return `${change(comparison)}, but not by better docs: ${gainedBy.join('; ')}.`;
}

function change({ before, after, difference, interval: [low, high], n }: HeldOutComparison) {
  const verb = difference < 0 ? 'fell' : 'rose';
  const range = `95% interval ${signed(low)} to ${signed(high)}, ${n} functions`;
  return `The held-out reward ${verb} from ${before.toFixed(3)} to ${after.toFixed(3)} (${signed(difference)}, ${range})`;
}

function tooFew(n: number): string {
  return `Only ${n} held-out functions could be compared, and a judgement needs ${fewestHeldOut}.`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** The arithmetic mean; 0 of nothing, which moves nothing that is watched. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
