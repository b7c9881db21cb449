import type { Builder, State } from './builder.ts';
import { baseOfPath, type Environment, isObjectPath, membersIn, objectOf } from './environment.ts';
import type { NodeId } from './nodeStore.ts';
import type { Values } from './values.ts';

/** A copy to go on from, under one more condition. */
export function branch(builder: Builder, state: State, condition: NodeId): State {
  const { values } = builder;
  values.store.budget.spend(state.environment.size);
  const conditions = values.match(condition, 'and') ?? [condition];
  return {
    environment: state.environment.copy(),
    guard: condition === values.true ? state.guard : [...state.guard, ...conditions],
    isAlive: true,
  };
}

/** `object.a.b` for the path `object.a.b` where only the object is known. */
export function attributeOf(values: Values, object: NodeId, path: string): NodeId {
  return membersIn(path).reduce(
    (value, name) => values.make(`.${name}`, 'attribute', [value]),
    object,
  );
}

/** What an attribute holds that was not set yet; undefined for one of a variable without a value. */
export function attributeAt(
  { values, frame }: Builder,
  environment: Environment,
  path: string,
): NodeId | undefined {
  const base = baseOfPath(path);
  if (isObjectPath(base)) return attributeOf(values, objectOf(base), path);
  if (base === path) return undefined;
  const object = environment.get(base) ?? (frame.isLocal(base) ? undefined : values.global(base));
  return object === undefined ? undefined : attributeOf(values, object, path);
}

/** What names hold after one of two branches. */
export function mergeEnvironments(
  builder: Builder,
  condition: NodeId,
  consequence: Environment,
  alternative: Environment,
): Environment {
  const { values } = builder;
  const merged = consequence.copy();
  const undefinedValue = values.keep('undefined', 'other', []);
  values.store.budget.spend(consequence.size + alternative.size);
  for (const [path, b] of alternative.entries()) {
    const a = consequence.get(path) ?? attributeAt(builder, consequence, path) ?? undefinedValue;
    merged.set(path, values.phi(condition, a, b));
  }
  for (const [path, a] of consequence.entries()) {
    if (alternative.has(path)) continue;
    merged.set(
      path,
      values.phi(condition, a, attributeAt(builder, alternative, path) ?? undefinedValue),
    );
  }
  return merged;
}

/**
 * The place after an `if`. Where a part of a branch left, what follows is guarded by its not having
 * left.
 */
export function merge(
  builder: Builder,
  before: State,
  condition: NodeId,
  consequence: State,
  alternative: State,
): State {
  const { values } = builder;
  if (!consequence.isAlive && !alternative.isAlive) return { ...alternative, isAlive: false };
  if (!consequence.isAlive) return alternative;
  if (!alternative.isAlive) return consequence;
  const depth = before.guard.length;
  const otherwise = values.not(condition);
  const left = (branch: State, taken: NodeId): readonly NodeId[] => {
    const size = values.match(taken, 'and')?.length ?? 1;
    const added = branch.guard.slice(depth + size);
    if (added.length === 0) return [];
    return [values.not(values.and([taken, values.not(values.and(added))]))];
  };
  return {
    environment: mergeEnvironments(
      builder,
      condition,
      consequence.environment,
      alternative.environment,
    ),
    guard: [...before.guard, ...left(consequence, condition), ...left(alternative, otherwise)],
    isAlive: true,
  };
}
