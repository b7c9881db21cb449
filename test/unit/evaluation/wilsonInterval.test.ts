import { expect, it } from 'vitest';
import { wilsonInterval } from '../../../src/evaluation/wilsonInterval.ts';

// Values of R's prop.test(x, n, correct = FALSE).
it.each([
  { share: 0.5, count: 10, low: 0.2366, high: 0.7634 },
  { share: 0, count: 10, low: 0, high: 0.2775 },
  { share: 1, count: 10, low: 0.7225, high: 1 },
  { share: 0.8, count: 1000, low: 0.7741, high: 0.8236 },
])('the interval of $share in $count trials', ({ share, count, low, high }) => {
  const [from, to] = wilsonInterval(share, count) ?? [];
  expect(from).toBeCloseTo(low, 3);
  expect(to).toBeCloseTo(high, 3);
});

it('no trials have none', () => {
  expect(wilsonInterval(0, 0)).toBeNull();
});
