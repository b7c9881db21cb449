/** How often each item occurs. */
export type Multiset = ReadonlyMap<string, number>;

export function multisetOf(items: Iterable<string>): Multiset {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** Each item as often as it occurs in both. */
export function intersection(a: Multiset, b: Multiset): Multiset {
  const shared = new Map<string, number>();
  for (const [item, count] of a) {
    const both = Math.min(count, b.get(item) ?? 0);
    if (both > 0) shared.set(item, both);
  }
  return shared;
}

/** Each item as often as it occurs in `a` beyond its occurrences in `b`. */
export function subtract(a: Multiset, b: Multiset): Multiset {
  const rest = new Map<string, number>();
  for (const [item, count] of a) {
    const left = count - (b.get(item) ?? 0);
    if (left > 0) rest.set(item, left);
  }
  return rest;
}

function size(items: Multiset): number {
  let total = 0;
  for (const count of items.values()) total += count;
  return total;
}

/** Sørensen–Dice: twice what both share over what they hold; 1 where both are empty. */
export function dice(a: Multiset, b: Multiset): number {
  const total = size(a) + size(b);
  return total === 0 ? 1 : (2 * size(intersection(a, b))) / total;
}

/** Runs of `length` neighbours, each as one string. */
export function* ngrams(items: readonly string[], length: number): Generator<string> {
  for (let start = 0; start + length <= items.length; start++) {
    yield items.slice(start, start + length).join('\0');
  }
}
