import type { LanguageId } from '../parse/types.ts';

/** What is known of a function whose turn may come. */
export interface Visited {
  readonly language: LanguageId;
  /** When its last rollout was drawn, milliseconds since 1970; null: never. */
  readonly visitedAt: number | null;
  /** Of its docs' mean rewards; null while fewer than two are known. */
  readonly variance: number | null;
}

/**
 * Which functions are drawn next: languages take turns, and within a language those never seen,
 * those whose docs' rewards differ (only they teach anything) and those whose rewards do not; each
 * of these by the time of their last visit.
 */
export function chooseFunctions<T extends Visited>(functions: readonly T[], count: number): T[] {
  const strata = [...Map.groupBy(functions, ({ language }) => language).values()].map(taken);
  const chosen: T[] = [];
  while (chosen.length < count) {
    const round = strata.flatMap((stratum) => stratum.next().value ?? []);
    if (round.length === 0) break;
    chosen.push(...round.slice(0, count - chosen.length));
  }
  return chosen;
}

/** How often each stratum of a language has its turn. */
const turns = ['unseen', 'varied', 'unseen', 'varied', 'even'] as const;

type Stratum = (typeof turns)[number];

function* taken<T extends Visited>(functions: readonly T[]): Generator<T, undefined> {
  const median = medianVariance(functions);
  const queues = Map.groupBy(
    functions.toSorted((a, b) => (a.visitedAt ?? 0) - (b.visitedAt ?? 0)),
    (one) => stratumOf(one, median),
  );
  for (let left = functions.length; left > 0; ) {
    for (const turn of turns) {
      const one = queues.get(turn)?.shift();
      if (one === undefined) continue;
      left -= 1;
      yield one;
    }
  }
  return undefined;
}

function stratumOf({ visitedAt, variance }: Visited, median: number): Stratum {
  if (visitedAt === null) return 'unseen';
  return variance !== null && variance > 0 && variance >= median ? 'varied' : 'even';
}

function medianVariance(functions: readonly Visited[]): number {
  const known = functions.flatMap(({ variance }) => variance ?? []).sort((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? 0;
}
