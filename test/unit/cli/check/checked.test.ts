import { describe, expect, it } from 'vitest';
import { type Bar, type CheckVerdict, verdictOf } from '../../../../src/cli/check/checked.ts';

const steady = { drift: 0.02, drifted: false };
const drifted = { drift: 0.4, drifted: true };
const half: Bar = { minFidelity: 0.5 };
const both: Bar = { minFidelity: 0.5, drift: true };

describe('the verdict', () => {
  it.each<[fidelity: number | null, drift: typeof steady | null, Bar, CheckVerdict]>([
    [0.1, null, {}, 'ok'],
    [null, null, {}, 'unknown'],
    [0.5, null, half, 'ok'],
    [0.499, null, half, 'below'],
    [0, null, { minFidelity: 0 }, 'ok'],
    [null, null, half, 'unknown'],
    [0.1, steady, { drift: true }, 'ok'],
    [0.9, drifted, { drift: true }, 'drifted'],
    [0.9, null, { drift: true }, 'unknown'],
    [null, steady, { drift: true }, 'ok'],
    [null, steady, both, 'unknown'],
    [0.1, drifted, both, 'drifted'],
    [0.1, steady, both, 'below'],
    [0.1, null, both, 'below'],
    [0.9, null, both, 'unknown'],
    [0.9, drifted, half, 'ok'],
  ])('of fidelity %s and drift %j by %j is %s', (fidelity, drift, bar, verdict) => {
    expect(verdictOf({ fidelity, drift }, bar)).toBe(verdict);
  });
});
