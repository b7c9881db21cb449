/** The 97.5% quantile of the normal distribution. */
const z = 1.959963984540054;

/**
 * The 95% interval of a share that was seen in `count` trials (Wilson, 1927). Unlike a bootstrap it
 * says something where none or all passed. A mean of shares varies less than a share of ones and
 * zeros, so that for such a mean it is wide enough.
 */
export function wilsonInterval(share: number, count: number): readonly [number, number] | null {
  if (count === 0) return null;
  const weight = z ** 2 / count;
  const centre = (share + weight / 2) / (1 + weight);
  const half = (z * Math.sqrt((share * (1 - share)) / count + weight / (4 * count))) / (1 + weight);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
