/** How the fidelity view orders its functions. */
export const groupings = ['folder', 'language', 'none'] as const;
export type Grouping = (typeof groupings)[number];

interface Scored {
  readonly name: string;
  /** From 0 to 1; null where it is not known, which comes last. */
  readonly score: number | null;
}

export interface FidelityGroup<T> {
  readonly label: string;
  /** The mean of the known scores, or null. */
  readonly mean: number | null;
  readonly children: readonly T[];
}

/** Worst first within each group, and the group with the worst mean first. */
export function groupWorstFirst<T extends Scored>(
  items: readonly T[],
  grouping: Grouping,
  groupOf: (item: T) => string,
): (FidelityGroup<T> | T)[] {
  const sorted = [...items].sort(
    (a, b) => compare(a.score, b.score) || a.name.localeCompare(b.name),
  );
  if (grouping === 'none') return sorted;
  const groups = Map.groupBy(sorted, groupOf);
  return [...groups]
    .map(([label, children]) => ({
      label,
      children,
      mean: mean(children.map(({ score }) => score)),
    }))
    .sort((a, b) => compare(a.mean, b.mean) || a.label.localeCompare(b.label));
}

function compare(a: number | null, b: number | null): number {
  return (a ?? 2) - (b ?? 2);
}

/** The mean of the scores that are known, or null. */
export function mean(scores: readonly (number | null)[]): number | null {
  const known = scores.filter((score) => score !== null);
  return known.length === 0 ? null : known.reduce((sum, score) => sum + score, 0) / known.length;
}
