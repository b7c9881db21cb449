import { describe, expect, it } from 'vitest';
import type { Bar, Checked } from '../../../../src/cli/check/checked.ts';
import { checkTable } from '../../../../src/cli/check/table.ts';
import { aChecked } from './checkedFunction.ts';

const named = (qualifiedName: string, facts: Partial<Checked> = {}) =>
  aChecked({ qualifiedName, ...facts });

describe('the table', () => {
  it.each<[what: string, Checked[], Bar, string[]]>([
    [
      'has the worst first and what is unknown last',
      [
        named('good'),
        named('lost', { verdict: 'unknown', fidelity: null, reason: 'prompt-too-long' }),
        named('bad', { verdict: 'below', fidelity: 0.31 }),
        named('worse', { verdict: 'below', fidelity: 0.05 }),
      ],
      { minFidelity: 0.8 },
      [
        '  5%  below    src/basket.py:7 worse',
        ' 31%  below    src/basket.py:7 bad',
        ' 90%  ok       src/basket.py:7 good',
        '   –  unknown  src/basket.py:7 lost  too long for the model',
        '4 functions: 2 under 80%, 1 ok, 1 unknown. Mean fidelity 42%.',
      ],
    ],
    [
      'tells the drift where it was asked for',
      [
        named('steady', { drift: -0.04 }),
        named('shallow', { verdict: 'unknown', drift: null, reason: 'shallow' }),
        named('drifted', { verdict: 'drifted', drift: 0.25 }),
        named('far', { verdict: 'drifted', drift: 0.5 }),
      ],
      { drift: true },
      [
        ' 90%   +0.50  drifted  src/basket.py:7 far',
        ' 90%   +0.25  drifted  src/basket.py:7 drifted',
        ' 90%   −0.04  ok       src/basket.py:7 steady',
        ' 90%       –  unknown  src/basket.py:7 shallow  the clone is too shallow',
        '4 functions: 2 drifted, 1 ok, 1 unknown. Mean fidelity 90%.',
      ],
    ],
    [
      'counts one',
      [named('f', { fidelity: null, verdict: 'unknown', reason: 'empty-reply' })],
      {},
      ['   –  unknown  src/basket.py:7 f  empty-reply', '1 function: 1 unknown. Mean fidelity –.'],
    ],
  ])('%s', (_, all, bar, lines) => {
    expect(checkTable(all, bar).split('\n')).toEqual(lines);
  });
});
