import type { Transform } from '../transform.ts';
import { bindingRewrites } from './bindings.ts';
import { conditionRewrites } from './conditions.ts';
import { expressionRewrites } from './expressions.ts';
import { functionRewrites } from './functions.ts';
import { loopRewrites } from './loops.ts';

/** Every rewrite that means to keep what a function does. Running both texts has the last word. */
export const rewrites: readonly Transform[] = [
  ...conditionRewrites,
  ...loopRewrites,
  ...expressionRewrites,
  ...bindingRewrites,
  ...functionRewrites,
];
