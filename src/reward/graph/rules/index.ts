import { expressionRules } from './expressionRules.ts';
import { graphRules } from './graphRules.ts';
import { loopRules } from './loopRules.ts';
import { allNodeRules } from './nodeRules.ts';
import type { Rule } from './rule.ts';
import { statementRules } from './statementRules.ts';

/** Every rule, for documentation and tests. */
export const canonicalRules: readonly Rule[] = [
  ...statementRules,
  ...loopRules,
  ...expressionRules,
  ...allNodeRules,
  ...graphRules,
];
