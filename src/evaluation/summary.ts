import { passAtK } from './passAtK.ts';
import { type EvaluationLanguage, type Status, statuses, type TaskResult } from './types.ts';
import { wilsonInterval } from './wilsonInterval.ts';

/** Shares that are told where there are samples enough: `passAt1`, `passAt10`, `passAt100`. */
export type PassShares = Readonly<Record<`passAt${number}`, number>>;

const told = [1, 10, 100] as const;

/** One task's result, as it is reported. */
export type TaskReport = PassShares & {
  readonly task: string;
  readonly language: EvaluationLanguage;
  /** How many samples passed. */
  readonly passed: number;
  readonly samples: number;
  readonly counts: Readonly<Partial<Record<Status, number>>>;
};

/** The results of all tasks in one language. */
export type Summary = PassShares & {
  readonly language: EvaluationLanguage;
  readonly tasks: number;
  /** For each task. */
  readonly samples: number;
  /** The 95% interval of `passAt1`, over tasks; null where there are none. */
  readonly interval: readonly [number, number] | null;
  readonly counts: Readonly<Partial<Record<Status, number>>>;
};

export function reportOf({ task, language, outcomes }: TaskResult): TaskReport {
  const samples = outcomes.length;
  const passed = outcomes.filter((status) => status === 'passed').length;
  const shares = passShares(samples, (k) => passAtK(samples, passed, k));
  return { task, language, passed, samples, ...shares, counts: countsOf(outcomes) };
}

/** @param results of one language, with equally many samples each. */
export function summaryOf(language: EvaluationLanguage, results: readonly TaskResult[]): Summary {
  const reports = results.map(reportOf);
  const samples = reports[0]?.samples ?? 0;
  const shares = passShares(samples, (k) => {
    const sum = reports.reduce((total, { passed }) => total + passAtK(samples, passed, k), 0);
    return sum / reports.length;
  });
  return {
    language,
    tasks: reports.length,
    samples,
    ...shares,
    interval: wilsonInterval(shares.passAt1 ?? 0, reports.length),
    counts: countsOf(results.flatMap(({ outcomes }) => outcomes)),
  };
}

function passShares(samples: number, share: (k: number) => number): PassShares {
  return Object.fromEntries(told.filter((k) => k <= samples).map((k) => [`passAt${k}`, share(k)]));
}

function countsOf(outcomes: readonly Status[]): Partial<Record<Status, number>> {
  const entries = statuses.map((status) => {
    return [status, outcomes.filter((one) => one === status).length] as const;
  });
  return Object.fromEntries(entries.filter(([, count]) => count > 0));
}
