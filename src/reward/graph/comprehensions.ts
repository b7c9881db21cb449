import type { Builder, State } from './builder.ts';
import type { Comprehension, Expression, Statement, Variable } from './ir.ts';
import { boundNames } from './locals.ts';
import type { NodeId } from './nodeStore.ts';

const variable = (name: string): Variable => ({ kind: 'variable', name });
const boolean = (value: boolean): Expression => ({
  kind: 'literal',
  type: 'boolean',
  value: String(value),
});

/** The loop that fills a variable with what a comprehension yields. */
export function evaluateComprehension(
  builder: Builder,
  comprehension: Comprehension,
  state: State,
): NodeId {
  const result = variable(builder.temporary());
  const { environment } = state;
  const inner: State = { ...state, environment: environment.copy() };
  const initial = builder.evaluate(initialValue(comprehension), inner);
  inner.environment.set(result.name, initial);
  const after = builder.execute(loopOf(comprehension, result), inner).environment;
  const own = new Set<string>();
  for (const { target } of comprehension.clauses) boundNames(target, own);
  for (const [path, value] of after.entries()) {
    if (environment.has(path) && !own.has(path)) environment.set(path, value);
  }
  return after.get(result.name) ?? initial;
}

function initialValue({ type }: Comprehension): Expression {
  switch (type) {
    case 'sum':
      return { kind: 'literal', type: 'integer', value: '0' };
    case 'any':
      return boolean(false);
    case 'all':
      return boolean(true);
    case 'set':
      return { kind: 'call', callee: variable('set'), arguments: [] };
    case 'dictionary':
      return { kind: 'collection', type: 'dictionary', items: [] };
    default:
      return { kind: 'collection', type: 'list', items: [] };
  }
}

function loopOf(comprehension: Comprehension, result: Variable): readonly Statement[] {
  return comprehension.clauses.reduceRight<readonly Statement[]>(
    (body, { target, iterable, conditions }) => [
      {
        kind: 'forEach',
        target,
        iterable,
        body: conditions.length === 0 ? body : [when({ kind: 'and', operands: conditions }, body)],
        otherwise: [],
      },
    ],
    innermost(comprehension, result),
  );
}

function innermost(comprehension: Comprehension, result: Variable): readonly Statement[] {
  const { type, element, key } = comprehension;
  const set = (target: Expression, value: Expression): Statement => ({
    kind: 'assign',
    targets: [target],
    value,
  });
  const add = (method: string): Statement => ({
    kind: 'evaluate',
    value: {
      kind: 'call',
      callee: { kind: 'attribute', object: result, name: method },
      arguments: [{ value: element }],
    },
  });
  switch (type) {
    case 'sum':
      return [set(result, { kind: 'operation', operator: '+', operands: [result, element] })];
    case 'any':
      return [when(element, [set(result, boolean(true)), { kind: 'break' }])];
    case 'all':
      return [
        when({ kind: 'not', operand: element }, [set(result, boolean(false)), { kind: 'break' }]),
      ];
    case 'set':
      return [add('add')];
    case 'dictionary':
      return key ? [set({ kind: 'index', object: result, index: key }, element)] : [add('update')];
    default:
      return [add('append')];
  }
}

function when(condition: Expression, consequence: readonly Statement[]): Statement {
  return { kind: 'if', condition, consequence, alternative: [] };
}
