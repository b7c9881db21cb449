import { pathOf } from '../environment.ts';
import type { Comprehension, Expression, Statement } from '../ir.ts';
import { boundNames } from '../locals.ts';
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

const boolean = (value: boolean): Expression => ({
  kind: 'literal',
  type: 'boolean',
  value: String(value),
});

/** The comprehension of `any(…)` or `all(…)`, one way or the other, with which of them it is. */
function quantified(value: Expression): { isAny: boolean; over: Comprehension } | undefined {
  if (value.kind === 'comprehension' && value.clauses.length === 1) {
    if (value.type !== 'any' && value.type !== 'all') return undefined;
    return { isAny: value.type === 'any', over: value };
  }
  if (value.kind !== 'call' || value.callee.kind !== 'variable') return undefined;
  const { name } = value.callee;
  const [argument, ...others] = value.arguments;
  if ((name !== 'any' && name !== 'all') || others.length > 0) return undefined;
  const over = argument?.value;
  if (over?.kind !== 'comprehension' || over.clauses.length !== 1) return undefined;
  return over.type === 'generator' || over.type === 'list'
    ? { isAny: name === 'any', over }
    : undefined;
}

/** `return any(…)` as the loop that returns. */
function search(statement: Statement): readonly Statement[] | undefined {
  if (statement.kind !== 'return' || !statement.value) return undefined;
  const isNegated = statement.value.kind === 'not';
  const found = quantified(
    statement.value.kind === 'not' ? statement.value.operand : statement.value,
  );
  const [clause] = found ? found.over.clauses : [];
  if (!found || !clause) return undefined;
  const { isAny, over } = found;
  const test: Expression = isAny ? over.element : { kind: 'not', operand: over.element };
  const leave: Statement = {
    kind: 'if',
    condition: { kind: 'and', operands: [...clause.conditions, test] },
    consequence: [{ kind: 'return', value: boolean(isAny !== isNegated) }],
    alternative: [],
  };
  const { target, iterable } = clause;
  return [
    {
      kind: 'scope',
      names: [...boundNames(target)],
      body: [{ kind: 'forEach', target, iterable, body: [leave], otherwise: [] }],
    },
    { kind: 'return', value: boolean(isAny === isNegated) },
  ];
}

/** `d.setdefault(k, v).append(x)` in two steps. */
function withDefault(statement: Statement): readonly Statement[] | undefined {
  if (statement.kind !== 'evaluate' || statement.value.kind !== 'call') return undefined;
  const { callee } = statement.value;
  if (callee.kind !== 'attribute' || callee.object.kind !== 'call') return undefined;
  const { callee: inner, arguments: given } = callee.object;
  if (inner.kind !== 'attribute' || inner.name !== 'setdefault') return undefined;
  const [key, value, ...others] = given;
  if (!key || !value || others.length > 0 || pathOf(inner.object) === null) return undefined;
  const item: Expression = { kind: 'index', object: inner.object, index: key.value };
  return [
    {
      kind: 'if',
      condition: { kind: 'comparison', operator: 'in', left: key.value, right: inner.object },
      consequence: [],
      alternative: [{ kind: 'assign', targets: [item], value: value.value }],
    },
    { ...statement, value: { ...statement.value, callee: { ...callee, object: item } } },
  ];
}

/** Each statement that `replace` knows, replaced. */
function replaced(
  statements: readonly Statement[],
  replace: (statement: Statement) => readonly Statement[] | undefined,
): readonly Statement[] | undefined {
  if (!statements.some((statement) => replace(statement))) return undefined;
  return statements.flatMap((statement) => replace(statement) ?? [statement]);
}

export const statementRules: readonly StatementRule[] = [
  {
    name: 'returned search',
    before: 'return any(x > 0 for x in s)',
    after: 'for x in s:\n    if x > 0: return True\nreturn False',
    apply: (statements) => replaced(statements, search),
  },
  {
    name: 'item with a default',
    before: 'd.setdefault(k, []).append(x)',
    after: 'if k not in d: d[k] = []\nd[k].append(x)',
    apply: (statements) => replaced(statements, withDefault),
  },
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
export function rewrittenStatements(statements: readonly Statement[]): readonly Statement[] {
  let result = statements;
  for (const rule of statementRules) result = rule.apply(result) ?? result;
  return result;
}
