import { defaultTrainerConfig, type TrainerConfig } from '../../../src/training/config.ts';

/** A configuration as `roundtrip train` writes one. */
export const runConfig: TrainerConfig = {
  ...defaultTrainerConfig,
  version: 1,
  store: '/data/roundtrip.db',
  model: { path: '/models/tiny.gguf', hash: 'abc' },
  policyAdapter: null,
  parent: null,
  documentationPrompt: 'documentation/1',
  reconstructionPrompt: 'reconstruction/1',
  repositories: ['/repository'],
  heldOut: ['def'],
  probe: null,
};
