/** A score with the verdict that it should foretell. */
export interface Verdict {
  readonly value: number;
  readonly equal: boolean;
}

/** The place of each value in their order, from 1; equal values share the mean of their places. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => at(values, a) - at(values, b));
  const places = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && at(values, at(order, end)) === at(values, at(order, start))) end++;
    for (let place = start; place < end; place++) places[at(order, place)] = (start + 1 + end) / 2;
    start = end;
  }
  return places;
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? Number.NaN;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The chance that an equal pair scores above a broken one, a tie counting one half: the area under
 * the ROC curve, by the ranks of Mann and Whitney. NaN where one kind is missing.
 */
export function rocAuc(verdicts: readonly Verdict[]): number {
  const places = ranks(verdicts.map(({ value }) => value));
  const equal = verdicts.filter((one) => one.equal).length;
  const sum = places.reduce(
    (total, place, index) => total + (verdicts[index]?.equal ? place : 0),
    0,
  );
  return (sum - (equal * (equal + 1)) / 2) / (equal * (verdicts.length - equal));
}

/** The mean over the groups that have verdicts of both kinds; NaN if none has. */
export function rocAucWithinGroups(
  verdicts: readonly (Verdict & { readonly group: string })[],
): number {
  const groups = Map.groupBy(verdicts, ({ group }) => group);
  return mean([...groups.values()].map(rocAuc).filter((auc) => !Number.isNaN(auc)));
}

/** A point of the ROC curve: shares of the broken and of the equal that pass one threshold. */
export interface RocPoint {
  readonly falsePositives: number;
  readonly truePositives: number;
}

/** From (0, 0) to (1, 1), a point for each different value. */
export function rocCurve(verdicts: readonly Verdict[]): RocPoint[] {
  const equal = verdicts.filter((one) => one.equal).length;
  const broken = verdicts.length - equal;
  const points = [{ falsePositives: 0, truePositives: 0 }];
  const sorted = [...verdicts].sort((a, b) => b.value - a.value);
  let passed = 0;
  for (const [index, one] of sorted.entries()) {
    if (one.equal) passed++;
    if (sorted[index + 1]?.value === one.value) continue;
    points.push({
      falsePositives: (index + 1 - passed) / broken,
      truePositives: passed / equal,
    });
  }
  return points;
}

/** The value that this share of the values lies at or below, by the nearest rank; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return at(sorted, Math.max(0, Math.ceil(share * sorted.length) - 1));
}

/** Spearman's rank correlation, with ties; NaN where one side does not vary. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranks(a), ranks(b)];
  const [meanX, meanY] = [mean(x), mean(y)];
  let [covariance, varianceX, varianceY] = [0, 0, 0];
  for (const [index, place] of x.entries()) {
    const [dx, dy] = [place - meanX, at(y, index) - meanY];
    covariance += dx * dy;
    varianceX += dx * dx;
    varianceY += dy * dy;
  }
  return covariance / Math.sqrt(varianceX * varianceY);
}
