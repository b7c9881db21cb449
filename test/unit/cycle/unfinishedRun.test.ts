import { describe, expect, it } from 'vitest';
import { unfinishedRun } from '../../../src/cycle/unfinishedRun.ts';
import type { AdapterStatus } from '../../../src/training/adapters/manifest.ts';
import type { Run, RunState } from '../../../src/training/runs.ts';
import { aManifest } from '../training/adapters/adapters.ts';
import { runConfig } from '../training/runConfig.ts';

const repository = '/repository';
const { hash } = runConfig.model;

function aRun(id: string, state: RunState, config: Run['config'] = runConfig): Run {
  const directory = `/data/runs/${id}`;
  return { id, directory, config, state, hasCheckpoint: true, progress: null, metrics: null };
}

const ofAnother = { ...runConfig, repositories: ['/another'] };
const byAnother = { ...runConfig, model: { path: '/b.gguf', hash: 'other' } };

describe('the run that can be gone on with', () => {
  const table: [what: string, runs: Run[], expected: string | null][] = [
    ['none before the first', [], null],
    ['one that was stopped', [aRun('0001', 'stopped')], '0001'],
    ['one whose trainer was killed', [aRun('0001', 'crashed')], '0001'],
    ['not one at work', [aRun('0001', 'running')], null],
    ['not one that failed', [aRun('0001', 'failed')], null],
    ['not one that never began', [aRun('0001', 'new')], null],
    ['not one without a configuration', [aRun('0001', 'stopped', null)], null],
    ['only the last', [aRun('0001', 'stopped'), aRun('0002', 'failed')], null],
    [
      'the last of this repository',
      [aRun('0001', 'stopped'), aRun('0002', 'stopped', ofAnother)],
      '0001',
    ],
    [
      'the last of this model',
      [aRun('0001', 'stopped'), aRun('0002', 'stopped', byAnother)],
      '0001',
    ],
  ];
  for (const [what, runs, expected] of table) {
    it(`is ${what}`, () => expect(unfinishedRun(runs, [], repository, hash)).toBe(expected));
  }

  const judged: [AdapterStatus, string | null][] = [
    ['candidate', '0001'],
    ['kept', null],
    ['promoted', null],
  ];
  for (const [status, expected] of judged) {
    it(`is ${expected ?? 'none'} once its adapter is ${status}`, () => {
      const adapters = [aManifest('0001', { status })];
      const runs = [aRun('0001', 'finished')];
      expect(unfinishedRun(runs, adapters, repository, hash)).toBe(expected);
    });
  }
});
