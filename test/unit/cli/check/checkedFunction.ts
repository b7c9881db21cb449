import type { Checked } from '../../../../src/cli/check/checked.ts';

/** A function that passed, to vary in tests. */
export function aChecked(facts: Partial<Checked> = {}): Checked {
  return {
    path: 'src/basket.py',
    qualifiedName: 'Basket.total',
    line: 7,
    fidelity: 0.9,
    drift: 0,
    interval: null,
    commit: null,
    verdict: 'ok',
    reason: null,
    ...facts,
  };
}
