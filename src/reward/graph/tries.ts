import { mergeEnvironments } from './branches.ts';
import type { Builder, State } from './builder.ts';
import type { Expression, Try } from './ir.ts';
import type { NodeId, NodeKind } from './nodeStore.ts';

const failing: ReadonlySet<NodeKind> = new Set([
  'call',
  'index',
  'attribute',
  'operation',
  'effect',
]);

/** Notes a value that was computed, for the `try` around it. */
export function traced({ trace, values }: Builder, expression: Expression, id: NodeId): NodeId {
  if (trace && expression.kind !== 'variable' && failing.has(values.at(id).kind)) trace.add(id);
  return id;
}

/**
 * An exception may come from anything in the body: a handler's condition is its type together with
 * what the body computes.
 */
export function executeTry(builder: Builder, statement: Try, state: State): State {
  const { values } = builder;
  const { environment, guard } = state;
  const outside = builder.trace;
  const computed = new Set<NodeId>();
  builder.trace = computed;
  const tried = builder.execute(statement.body, { ...state, environment: environment.copy() });
  builder.trace = outside;
  const body = tried.isAlive ? builder.execute(statement.otherwise, tried) : tried;
  for (const id of computed) outside?.add(id);
  const fault = values.make('fault', 'exception', [...computed]);
  let after = body;
  const earlier: NodeId[] = []; // handlers that would have caught it first
  for (const handler of statement.handlers) {
    const type = handler.type ? builder.evaluate(handler.type, state) : values.none;
    const exception = values.make('exception', 'exception', [type, fault]);
    const caught = environment.copy();
    if (handler.name !== null) {
      caught.replace(handler.name, values.make('caught', 'exception', [exception]));
    }
    const handled = builder.execute(handler.body, {
      environment: caught,
      guard: [...guard, ...earlier, exception],
      isAlive: true,
    });
    earlier.push(values.not(exception));
    if (!handled.isAlive) continue;
    after = after.isAlive
      ? {
          ...after,
          environment: mergeEnvironments(
            builder,
            exception,
            handled.environment,
            after.environment,
          ),
        }
      : handled;
  }
  if (statement.finally.length === 0) return after;
  const end = builder.execute(statement.finally, { ...after, isAlive: true });
  return after.isAlive ? end : { ...end, isAlive: false };
}
