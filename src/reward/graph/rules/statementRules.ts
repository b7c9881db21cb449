import type { Statement } from '../ir.ts';
import type { Rule } from './rule.ts';

/** Replaces statements before they are executed. */
export interface StatementRule extends Rule {
  apply(statements: readonly Statement[]): readonly Statement[] | undefined;
}

type Leave = Extract<Statement, { kind: 'return' | 'raise' }>;

const isLeave = (statement: Statement | undefined): statement is Leave =>
  statement?.kind === 'return' || statement?.kind === 'raise';

/** The loop's body with its own breaks replaced; null where there are none. */
function withoutBreaks(body: readonly Statement[], leave: Leave): readonly Statement[] | null {
  let isChanged = false;
  const inner = (statements: readonly Statement[]): readonly Statement[] => {
    const replaced = withoutBreaks(statements, leave);
    if (replaced) isChanged = true;
    return replaced ?? statements;
  };
  const result = body.map((statement): Statement => {
    switch (statement.kind) {
      case 'break':
        isChanged = true;
        return leave;
      case 'if':
        return {
          ...statement,
          consequence: inner(statement.consequence),
          alternative: inner(statement.alternative),
        };
      default:
        return statement;
    }
  });
  return isChanged ? result : null;
}

export const statementRules: readonly StatementRule[] = [
  {
    name: 'break to a return',
    before: 'for x in s:\n    if c(x): break\nreturn r',
    after: 'for x in s:\n    if c(x): return r\nreturn r',
    apply(statements) {
      const place = statements.findIndex(
        (statement, index) =>
          (statement.kind === 'while' || statement.kind === 'forEach') &&
          isLeave(statements[index + 1]),
      );
      const loop = statements[place];
      const leave = statements[place + 1];
      if (loop?.kind !== 'while' && loop?.kind !== 'forEach') return undefined;
      if (!isLeave(leave)) return undefined;
      const body = withoutBreaks(loop.body, leave);
      return (body && statements.with(place, { ...loop, body })) || undefined;
    },
  },
];

/** The statements after all rules. */
export function rewrittenLoops(statements: readonly Statement[]): readonly Statement[] {
  let result = statements;
  for (const rule of statementRules) result = rule.apply(result) ?? result;
  return result;
}
