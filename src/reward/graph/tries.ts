import { mergeEnvironments } from './branches.ts';
import type { Builder, State } from './builder.ts';
import type { Try } from './ir.ts';

/**
 * An exception may come from anything in the body: a handler's condition is its type together with
 * the values the body computes.
 */
export function executeTry(builder: Builder, statement: Try, state: State): State {
  const { values } = builder;
  const { environment, guard } = state;
  const body = builder.execute([...statement.body, ...statement.otherwise], {
    environment: environment.copy(),
    guard,
    isAlive: true,
  });
  const computed = new Set<number>();
  for (const [path, value] of body.environment.entries()) {
    if (environment.get(path) !== value) computed.add(value);
  }
  let after = body;
  for (const handler of statement.handlers) {
    const type = handler.type ? builder.evaluate(handler.type, state) : values.none;
    const exception = values.make('exception', 'exception', [type, ...computed]);
    const caught = environment.copy();
    if (handler.name !== null) {
      caught.replace(handler.name, values.make('caught', 'exception', [exception]));
    }
    const handled = builder.execute(handler.body, {
      environment: caught,
      guard: [...guard, exception],
      isAlive: true,
    });
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
