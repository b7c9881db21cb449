import type { Measure, ScoredPair } from './score.ts';
import { mean, quantile, rocAuc, rocAucWithinGroups, spearman } from './statistics.ts';

/** Settings with candidates of one kind alone, and where their opposites stand. */
const counterparts: Readonly<Record<string, string>> = { graded: 'matched', held: 'single' };

export interface Separation {
  readonly measure: string;
  /** ROC-AUC over all pairs, and its mean over the functions that have both kinds. */
  readonly auc: number;
  readonly aucWithin: number;
  readonly spearman: number;
  /** Shares of the equal and of the broken pairs that score exactly 1. */
  readonly equalAtOne: number;
  readonly brokenAtOne: number;
}

export interface SettingSummary {
  readonly setting: string;
  readonly equal: number;
  readonly broken: number;
  readonly separations: readonly Separation[];
}

export interface TimeSummary {
  readonly pairs: number;
  readonly measures: readonly {
    readonly measure: Measure;
    readonly median: number;
    readonly p95: number;
  }[];
}

export interface DataSetSummary {
  readonly name: string;
  readonly pairs: number;
  readonly functions: number;
  /** Pairs whose value graphs could not be compared. */
  readonly fallbacks: number;
  readonly notJudged: number;
  /** Equal pairs that the reward takes for another name or arity, or for no code. */
  readonly equalOfWrongForm: number;
  readonly settings: readonly SettingSummary[];
  readonly time: { readonly all: TimeSummary; readonly thirtyLines: TimeSummary };
}

const measures: readonly Measure[] = ['S', 'syntax', 'codebleu'];
/** Parts that compare; the others say what happened. */
const comparing = ['nodes', 'values', 'roots', 'tokens', 'identifiers', 'tree'];

function valuesOf({ scores, parts }: ScoredPair): Map<string, number> {
  const values = new Map<string, number>();
  for (const measure of measures) {
    const score = scores[measure];
    if (score) values.set(measure, score.value);
  }
  for (const part of comparing) {
    const value = parts[part];
    if (value !== undefined) values.set(part, value);
  }
  return values;
}

function share(values: readonly boolean[]): number {
  return mean(values.map(Number));
}

function separation(measure: string, scored: readonly ScoredPair[]): Separation[] {
  const verdicts = scored.flatMap((one) => {
    const value = valuesOf(one).get(measure);
    const { equal, group, agree } = one.pair;
    return value === undefined ? [] : [{ value, equal, group, agree }];
  });
  if (verdicts.length === 0) return [];
  const atOne = (equal: boolean) =>
    share(verdicts.filter((one) => one.equal === equal).map(({ value }) => value === 1));
  return [
    {
      measure,
      auc: rocAuc(verdicts),
      aucWithin: rocAucWithinGroups(verdicts),
      spearman: spearman(
        verdicts.map(({ value }) => value),
        verdicts.map(({ agree }) => agree),
      ),
      equalAtOne: atOne(true),
      brokenAtOne: atOne(false),
    },
  ];
}

function settingSummary(setting: string, scored: readonly ScoredPair[]): SettingSummary {
  const equal = scored.filter(({ pair }) => pair.equal).length;
  return {
    setting,
    equal,
    broken: scored.length - equal,
    separations: [...measures, ...comparing].flatMap((measure) => separation(measure, scored)),
  };
}

function timeSummary(scored: readonly ScoredPair[]): TimeSummary {
  return {
    pairs: scored.length,
    measures: measures.flatMap((measure) => {
      const milliseconds = scored.flatMap(({ scores }) => scores[measure]?.milliseconds ?? []);
      if (milliseconds.length === 0) return [];
      return [{ measure, median: quantile(milliseconds, 0.5), p95: quantile(milliseconds, 0.95) }];
    }),
  };
}

/** The pairs of a setting; where it has but one kind, with the other kind of its counterpart. */
function pairsOfSetting(setting: string, scored: readonly ScoredPair[]): readonly ScoredPair[] {
  const own = scored.filter(({ pair }) => pair.setting === setting);
  const kinds = new Set(own.map(({ pair }) => pair.equal));
  if (kinds.size === 2) return own;
  const others = scored.filter(
    ({ pair }) => pair.setting === counterparts[setting] && !kinds.has(pair.equal),
  );
  return [...own, ...others];
}

export function summarise(name: string, scored: readonly ScoredPair[]): DataSetSummary {
  const settings = [...new Set(scored.map(({ pair }) => pair.setting))];
  return {
    name,
    pairs: scored.length,
    functions: new Set(scored.map(({ pair }) => pair.group)).size,
    fallbacks: scored.filter(({ parts }) => parts.fallback).length,
    notJudged: scored.filter(({ reward }) => reward === null).length,
    equalOfWrongForm: scored.filter(({ pair, reward }) => pair.equal && (reward ?? 0) < 0).length,
    settings: [
      settingSummary('all', scored),
      ...settings.map((setting) => settingSummary(setting, pairsOfSetting(setting, scored))),
    ],
    time: {
      all: timeSummary(scored),
      thirtyLines: timeSummary(scored.filter(({ pair }) => pair.lines >= 25 && pair.lines <= 35)),
    },
  };
}
