/**
 * The probability that at least one of `k` samples is right, estimated without bias from `correct`
 * right ones among `samples`: 1 - C(n - c, k) / C(n, k), as a product that stays within floating
 * point (Chen et al., Evaluating Large Language Models Trained on Code, 2021).
 * @throws RangeError unless 0 <= correct <= samples and 1 <= k <= samples.
 */
export function passAtK(samples: number, correct: number, k: number): number {
  if (!(correct >= 0 && correct <= samples && k >= 1 && k <= samples)) {
    throw new RangeError(`pass@${k} can't be told from ${correct} of ${samples} samples.`);
  }
  if (samples - correct < k) return 1;
  let noneRight = 1;
  for (let i = samples - correct + 1; i <= samples; i += 1) noneRight *= 1 - k / i;
  return 1 - noneRight;
}
