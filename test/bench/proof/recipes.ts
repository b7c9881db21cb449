import type { Recipe } from './train.ts';

/**
 * What is compared, with rates that move a policy by about as much. The policy gradient reads docs
 * alone: with reconstructions it would take five times as long on a processor.
 */
export const recipes: readonly Recipe[] = [
  {
    name: 'policy-gradient',
    config: {
      objective: 'policy-gradient',
      stages: ['documentation'],
      learningRate: 1e-4,
      epochs: 2,
      klBudget: 0.05,
    },
  },
  {
    name: 'policy-gradient-farther',
    config: {
      objective: 'policy-gradient',
      stages: ['documentation'],
      learningRate: 1e-4,
      epochs: 4,
      klBudget: 0.2,
    },
  },
  { name: 'best-of', config: { objective: 'best-of', learningRate: 1e-4, klBudget: 0.05 } },
  { name: 'dpo', config: { objective: 'dpo', learningRate: 5e-5, klBudget: 0.05 } },
  { name: 'next-token', config: { objective: 'next-token', learningRate: 1e-4 } },
];
