export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** A table of this many cells takes some ms; functions have at most 150 lines. */
const mostCells = 4_000_000;

/**
 * The lines of `after` against those of `before`, by their longest common subsequence; removed lines
 * stand before added ones. Texts too long for that are shown as wholly replaced.
 */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  const as = (kind: DiffLine['kind']) => (text: string) => ({ kind, text });
  if (old.length * fresh.length > mostCells) {
    return [...old.map(as('removed')), ...fresh.map(as('added'))];
  }
  const common = commonLengths(old, fresh);
  const at = (i: number, j: number) => common[i * (fresh.length + 1) + j] ?? 0;
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [left, right] = [old[i], fresh[j]];
    if (left !== undefined && left === right) {
      lines.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'removed', text: left });
      i += 1;
    } else {
      lines.push({ kind: 'added', text: right ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** How many lines the ends of both texts from (i, j) on have in common, row by row. */
function commonLengths(old: readonly string[], fresh: readonly string[]): Uint32Array {
  const width = fresh.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      const [below, beside] = [lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0];
      lengths[i * width + j] =
        old[i] === fresh[j] ? 1 + (lengths[(i + 1) * width + j + 1] ?? 0) : Math.max(below, beside);
    }
  }
  return lengths;
}
