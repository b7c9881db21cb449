import type { Recipe } from './train.ts';

/** What is compared; the first part of each name says what learns from the rollouts. */
export const recipes: readonly Recipe[] = [
  { name: 'policy-gradient', config: { objective: 'policy-gradient' } },
  { name: 'best-of', config: { objective: 'best-of' } },
  { name: 'dpo', config: { objective: 'dpo' } },
  { name: 'next-token', config: { objective: 'next-token' } },
];
