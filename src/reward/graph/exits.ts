import { attributeOf } from './branches.ts';
import type { Builder, Exit, Identity } from './builder.ts';
import { baseOfPath, isObjectPath, world } from './environment.ts';
import type { NodeId } from './nodeStore.ts';
import { identityReader } from './origins.ts';
import { addReturn } from './returns.ts';
import { addRoot } from './roots.ts';

/** What the caller sees when the function has ended: its value, and what it did to others' objects. */
export function exitRoots(builder: Builder): void {
  const { frame, values } = builder;
  const returns = frame.exits.filter((exit) => exit.value !== null);
  if (returns.length > 0 && returns.every(({ value }) => value === values.none)) {
    addReturn(builder, values.none, []);
  } else {
    for (const { state, value } of returns) {
      if (value !== null) addReturn(builder, value, state.guard);
    }
  }
  const before = frame.entry.get(world) ?? values.none;
  const after = merged(builder, before, ({ state }) => state.environment.get(world) ?? before);
  if (after !== before) addRoot(builder, 'world', [after], []);
  const identityOf = identityReader(builder);
  for (const path of changedOutside(builder, identityOf)) addChange(builder, path, identityOf);
}

/**
 * One value for all exits, in the order of the program. A raise counts only where something was
 * changed before.
 */
function merged(builder: Builder, before: NodeId, read: (exit: Exit) => NodeId): NodeId {
  const { values, frame } = builder;
  let result: NodeId | undefined;
  for (const exit of frame.exits.toReversed()) {
    const value = read(exit);
    if (exit.value === null && value === before) continue;
    if (result === undefined || exit.state.guard.length === 0) result = value;
    else if (value !== result) result = values.phi(values.and(exit.state.guard), value, result);
  }
  return result ?? before;
}

type IdentityReader = (value: NodeId) => Identity;

/** Paths whose value at some exit is another than on entry, and that others can see. */
function changedOutside(builder: Builder, identityOf: IdentityReader): Set<string> {
  const { frame } = builder;
  const paths = new Set<string>();
  for (const { state } of frame.exits) {
    builder.values.store.budget.spend(state.environment.size);
    for (const [path, value] of state.environment.entries()) {
      if (paths.has(path) || frame.entry.get(path) === value) continue;
      if (path.startsWith('$') && !isObjectPath(path)) continue;
      if (isVisible(builder, path, value, identityOf)) paths.add(path);
    }
  }
  return paths;
}

function isVisible(
  builder: Builder,
  path: string,
  value: NodeId,
  identityOf: IdentityReader,
): boolean {
  const base = baseOfPath(path);
  if (isOutside(builder, base)) return true;
  if (base !== path) return builder.frame.parameters.has(base);
  const { origin, isChanged } = identityOf(value);
  return isChanged && origin !== undefined;
}

/** A variable of an outer function or of the module. */
function isOutside({ frame }: Builder, name: string): boolean {
  return !isObjectPath(name) && (frame.captured.has(name) || !frame.isLocal(name));
}

function addChange(builder: Builder, path: string, identityOf: IdentityReader): void {
  const { frame, values } = builder;
  const base = baseOfPath(path);
  if (isOutside(builder, base) || base !== path) {
    const object = frame.entry.get(base) ?? values.global(base);
    const before = attributeOf(values, object, path);
    const label = isOutside(builder, base) ? 'captured' : 'out';
    const suffix = path.slice(base.length);
    const after = merged(builder, before, ({ state }) => state.environment.get(path) ?? before);
    addRoot(builder, `${label}${suffix}`, [object, after], []);
    return;
  }
  const origins = frame.exits.map(({ state }) => {
    const value = state.environment.get(path);
    return value === undefined ? undefined : identityOf(value).origin;
  });
  const origin = origins.find((id) => id !== undefined);
  if (origin === undefined) return;
  const after = merged(builder, origin, ({ state }) => {
    const value = state.environment.get(path);
    return value !== undefined && identityOf(value).origin === origin ? value : origin;
  });
  if (after !== origin) addRoot(builder, 'out', [origin, after], []);
}
