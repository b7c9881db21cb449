import { attributeOf } from './branches.ts';
import type { Builder, Exit, Identity } from './builder.ts';
import { baseOfPath, type Environment, isObjectPath, objectOf, world } from './environment.ts';
import type { NodeId } from './nodeStore.ts';
import { identityReader, isConstructed } from './origins.ts';
import { addReturn } from './returns.ts';
import { addRoot } from './roots.ts';
import type { Values } from './values.ts';

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
  for (const exit of frame.exits) {
    const { environment } = exit.state;
    builder.values.store.budget.spend(environment.size);
    for (const [path, value] of environment.entries()) {
      if (paths.has(path) || frame.entry.get(path) === value) continue;
      if (path.startsWith('$') && !isObjectPath(path)) continue;
      if (isVisible(builder, exit, path, value, identityOf)) paths.add(path);
    }
  }
  return paths;
}

function isVisible(
  builder: Builder,
  exit: Exit,
  path: string,
  value: NodeId,
  identityOf: IdentityReader,
): boolean {
  const base = baseOfPath(path);
  if (isOutside(builder, base)) return true;
  if (base !== path)
    return objectAt(builder, exit.state.environment, base, identityOf) !== undefined;
  const { origin, isChanged } = identityOf(value);
  return isChanged && origin !== undefined;
}

/** The object whose attributes are kept under this name, where others can see it. */
function objectAt(
  builder: Builder,
  environment: Environment,
  base: string,
  identityOf: IdentityReader,
): NodeId | undefined {
  if (isObjectPath(base)) return objectOf(base);
  const value = environment.get(base);
  const origin = value === undefined ? undefined : identityOf(value).origin;
  return origin === undefined || isConstructed(builder, origin) ? undefined : origin;
}

/** A variable of an outer function or of the module. */
function isOutside({ frame }: Builder, name: string): boolean {
  return !isObjectPath(name) && (frame.captured.has(name) || !frame.isLocal(name));
}

function addChange(builder: Builder, path: string, identityOf: IdentityReader): void {
  const { frame, values } = builder;
  const base = baseOfPath(path);
  const read = ({ state }: Exit) => state.environment.get(path);
  if (isOutside(builder, base)) {
    const object = frame.entry.get(base) ?? values.global(base);
    const before = attributeOf(values, object, path);
    const after = merged(builder, before, (exit) => read(exit) ?? before);
    addRoot(builder, `captured${path.slice(base.length)}`, [object, after], []);
    return;
  }
  if (base !== path) {
    const object = firstOf(frame.exits, ({ state: { environment } }) =>
      environment.has(path) ? objectAt(builder, environment, base, identityOf) : undefined,
    );
    if (object === undefined) return;
    const before = attributeOf(values, object, path);
    const after = merged(builder, before, (exit) => read(exit) ?? before);
    addRoot(builder, `out${path.slice(base.length)}`, [object, after], []);
    return;
  }
  const originOf = (exit: Exit) => {
    const value = read(exit);
    return value === undefined ? undefined : identityOf(value).origin;
  };
  const origin = firstOf(frame.exits, originOf);
  if (origin === undefined) return;
  const after = merged(builder, origin, (exit) =>
    originOf(exit) === origin ? (read(exit) ?? origin) : origin,
  );
  if (after === origin && !identityOf(after).isChanged) return;
  const { label, object } = holderOf(values, origin);
  addRoot(builder, label, [object, after], []);
}

/** An attribute of something is changed where that is: `out.items` of it. */
function holderOf(values: Values, origin: NodeId): { label: string; object: NodeId } {
  let object = origin;
  let path = '';
  for (let node = values.at(object); node.kind === 'attribute'; node = values.at(object)) {
    path = node.label + path;
    object = node.operands[0] ?? values.none;
  }
  const isGlobal = path !== '' && values.at(object).kind === 'global';
  return { label: `${isGlobal ? 'captured' : 'out'}${path}`, object };
}

function firstOf<Item, Result>(
  items: readonly Item[],
  read: (item: Item) => Result | undefined,
): Result | undefined {
  for (const item of items) {
    const result = read(item);
    if (result !== undefined) return result;
  }
  return undefined;
}
