import { attributeOf, chosen } from './branches.ts';
import type { Builder, Exit } from './builder.ts';
import { baseOfPath, type Environment, world } from './environment.ts';
import type { NodeId } from './nodeStore.ts';
import { addReturn } from './returns.ts';
import { addRoot } from './roots.ts';

/** What the caller sees when the function has ended: its value, and what it did to others' objects. */
export function exitRoots(builder: Builder): void {
  const { frame, values } = builder;
  const { exits } = frame;
  const [first] = exits;
  if (!first) return;
  if (exits.every(({ value }) => value === first.value)) addReturn(builder, first.value, []);
  else for (const { state, value } of exits) addReturn(builder, value, state.guard);
  const before = frame.entry.get(world);
  const after = merged(builder, ({ get }) => get(world) ?? values.none);
  if (after !== before) addRoot(builder, 'world', [after], []);
  for (const path of changedOutside(builder)) addChange(builder, path);
}

/** One value for all exits, in the order of the program. */
function merged(builder: Builder, read: (exit: { get: Environment['get'] }) => NodeId): NodeId {
  const { exits } = builder.frame;
  const valueAt = ({ state }: Exit) => read({ get: (path) => state.environment.get(path) });
  const last = exits.at(-1);
  if (!last) return builder.values.none;
  let result = valueAt(last);
  for (const exit of exits.slice(0, -1).reverse()) {
    const value = valueAt(exit);
    if (value === result || exit.state.guard.length === 0) result = value;
    else result = chosen(builder, builder.values.and(exit.state.guard), value, result);
  }
  return result;
}

/** Paths whose value at some exit is another than on entry, and that others can see. */
function changedOutside(builder: Builder): Set<string> {
  const { frame, origins } = builder;
  const paths = new Set<string>();
  for (const { state } of frame.exits) {
    builder.values.store.budget.spend(state.environment.size);
    for (const [path, value] of state.environment.entries()) {
      if (path.startsWith('$') || frame.entry.get(path) === value) continue;
      const base = baseOfPath(path);
      if (isOutside(builder, base) || (base !== path && frame.parameters.has(base)))
        paths.add(path);
      else if (base === path && (origins.get(value) ?? value) !== value) paths.add(path);
    }
  }
  return paths;
}

/** A variable of an outer function or of the module. */
function isOutside({ frame }: Builder, name: string): boolean {
  return frame.captured.has(name) || !frame.isLocal(name);
}

function addChange(builder: Builder, path: string): void {
  const { frame, values, origins } = builder;
  const base = baseOfPath(path);
  if (isOutside(builder, base) || base !== path) {
    const object = frame.entry.get(base) ?? values.global(base);
    const before = attributeOf(values, object, path);
    const label = isOutside(builder, base) ? 'captured' : 'out';
    const suffix = path.slice(base.length);
    const after = merged(builder, ({ get }) => get(path) ?? before);
    addRoot(builder, `${label}${suffix}`, [object, after], []);
    return;
  }
  const origin = frame.exits
    .map(({ state }) => origins.get(state.environment.get(path) ?? values.none))
    .find((id) => id !== undefined);
  if (origin === undefined) return;
  const after = merged(builder, ({ get }) => {
    const value = get(path);
    return value !== undefined && origins.get(value) === origin ? value : origin;
  });
  if (after !== origin) addRoot(builder, 'out', [origin, after], []);
}
