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

/** `while True: if c: break …` as `while not c: …`. */
function withTest(loop: Statement): Statement | undefined {
  if (loop.kind !== 'while' || loop.otherwise.length > 0) return undefined;
  if (loop.condition.kind !== 'literal' || loop.condition.value !== 'true') return undefined;
  const [first, ...rest] = loop.body;
  if (first?.kind !== 'if') return undefined;
  const [jump, ...more] = first.consequence;
  if (jump?.kind !== 'break' || more.length > 0) return undefined;
  return {
    ...loop,
    condition: { kind: 'not', operand: first.condition },
    body: [...first.alternative, ...rest],
  };
}

export const statementRules: readonly StatementRule[] = [
  {
    name: 'loop that ends at a test',
    before: 'while True:\n    if c: break\n    …',
    after: 'while not c: …',
    apply(statements) {
      const place = statements.findIndex((statement) => withTest(statement));
      const loop = statements[place];
      const tested = loop && withTest(loop);
      return tested && statements.with(place, tested);
    },
  },
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
