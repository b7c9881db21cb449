import { defaultTrainerConfig, type TrainerConfig } from '../../../src/training/config.ts';

/** A configuration as `roundtrip train` writes one. */
export const runConfig: TrainerConfig = {
  ...defaultTrainerConfig,
  store: '/data/roundtrip.db',
  model: { path: '/models/tiny.gguf', hash: 'abc' },
  documentationPrompt: 'documentation/1',
  reconstructionPrompt: 'reconstruction/1',
  repositories: ['/repository'],
  heldOut: ['def'],
};
