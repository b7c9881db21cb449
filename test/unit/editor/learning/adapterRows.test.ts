import { describe, expect, it } from 'vitest';
import { adapterRows, stepBack } from '../../../../src/editor/learning/adapterRows.ts';
import type { AdapterManifest } from '../../../../src/training/adapters/manifest.ts';
import { aManifest, model, repository } from '../../training/adapters/adapters.ts';

const manifest = (id: string, facts: Partial<AdapterManifest> = {}): AdapterManifest => ({
  ...{ version: 1, sha256: '' },
  ...aManifest(id, facts),
});

describe('the adapters to choose from', () => {
  it('are those of the model and the repository or of any, newest first', () => {
    const all = [
      manifest('0002'),
      manifest('0003', { repository: '/another' }),
      manifest('0004', { model: { name: 'other', hash: 'other' } }),
      manifest('9999', { repository: null }),
      manifest('10000'),
    ];
    const rows = adapterRows(all, { id: '9999' }, model.hash, repository);
    expect(rows.map((row) => [row.manifest.id, row.inUse])).toEqual([
      ['10000', false],
      ['9999', true],
      ['0002', false],
    ]);
  });

  const figures = { before: 0.3, after: 0.335, n: 60 };
  const gains: [AdapterManifest['heldOut'], string | null][] = [
    [null, null],
    [{ ...figures, difference: 0.035, interval: [0.01, 0.06] }, '+0.035'],
    [{ ...figures, difference: -0.0204, interval: [-0.05, 0.01] }, '−0.020'],
  ];
  for (const [heldOut, gain] of gains) {
    it(`tell what was gained: ${gain}`, () => {
      const [row] = adapterRows(
        [manifest('0001', { heldOut })],
        { id: null },
        model.hash,
        repository,
      );
      expect(row?.gain).toBe(gain);
    });
  }
});

describe('a step back', () => {
  const table: [id: string | null, history: (string | null)[], to: string | null | undefined][] = [
    [null, [], undefined],
    ['0001', [], null],
    ['0001', [null], null],
    ['0002', [null, '0001'], '0001'],
    [null, ['0001'], '0001'],
  ];
  for (const [id, history, to] of table) {
    it(`from ${id} after ${history.join(', ') || 'nothing'} leads to ${to}`, () => {
      expect(stepBack({ version: 1, id, history })).toBe(to);
    });
  }
});
