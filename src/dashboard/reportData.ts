import type {
  ActivityRow,
  CycleCodes,
  CycleDetail,
  Overview,
  RolloutDetail,
  RolloutQuery,
  RolloutRow,
  StorageUse,
  TrainingState,
} from './messages.ts';

/** All that a report shows, written into its file. */
export interface ReportData {
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
  readonly overview: Overview;
  /** The newest ones. */
  readonly rollouts: readonly RolloutDetail[];
  /** By the adapter's id. */
  readonly cycles: Readonly<Record<string, CycleDetail>>;
  /** By the adapter's id, a slash, and the function's place in its cycle. */
  readonly codes: Readonly<Record<string, CycleCodes>>;
  readonly training: TrainingState;
  readonly activities: readonly ActivityRow[];
  readonly storage: StorageUse;
}

/** What the page is begun with, as JSON in its file. */
export interface Boot {
  readonly language: string;
  readonly words: Readonly<Record<string, string>>;
  /** Null in the editor, which is asked instead. */
  readonly report: ReportData | null;
  /** What the editor shows first; null for all repositories. */
  readonly repository: string | null;
}

/** As the store filters, see rolloutPage.ts. */
export function matchesRollout(row: RolloutRow, query: RolloutQuery): boolean {
  const { search, language, adapter, outcome } = query;
  const text = `${row.path} ${row.qualifiedName}`.toLowerCase();
  return (
    text.includes(search.toLowerCase()) &&
    (language === null || row.language === language) &&
    (adapter === null || (row.adapter ?? 'none') === adapter) &&
    (outcome === 'all' || (outcome === 'judged') === (row.reward !== null))
  );
}

/** As the store sorts: what has no value comes last, equals by their ids. */
export function rolloutOrder({ order, descending }: RolloutQuery) {
  const sign = descending ? -1 : 1;
  return (a: RolloutRow, b: RolloutRow): number => {
    const [left, right] = [keyOf(a, order), keyOf(b, order)];
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1;
    } else if (left !== right) return left < right ? -sign : sign;
    return sign * (a.id - b.id);
  };
}

function keyOf(row: RolloutRow, order: RolloutQuery['order']): string | number | null {
  switch (order) {
    case 'time':
      return row.id;
    case 'function':
      return row.qualifiedName;
    default:
      return row[order];
  }
}
