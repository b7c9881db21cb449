import type { Builder, State } from './builder.ts';
import { baseOf, pathOf, world } from './environment.ts';
import type { Expression } from './ir.ts';
import type { NodeId } from './nodeStore.ts';
import { release } from './released.ts';

/** Chains an effect on the world behind those before. */
export function affectWorld(
  builder: Builder,
  label: string,
  operands: readonly NodeId[],
  { environment }: State,
): NodeId {
  const { values } = builder;
  const before = environment.get(world) ?? values.none;
  const after = values.make(`effect:${label}`, 'effect', [...operands, before]);
  environment.set(world, after);
  return after;
}

/** The object is now `value`: in a variable, or as a part of what holds it. */
export function mutate(builder: Builder, object: Expression, value: NodeId, state: State): void {
  const { values, frame } = builder;
  const { environment } = state;
  const path = pathOf(object);
  if (object.kind === 'variable') {
    const before = environment.get(object.name);
    if (before !== value) frame.mutated.set(value, before ?? values.global(object.name));
    if (before !== undefined && isPartOfAnother(builder, before)) {
      affectWorld(builder, 'mutation', [value], state);
    }
    environment.replace(object.name, value);
  } else if (path !== null) {
    environment.set(path, value);
  } else if (object.kind === 'attribute') {
    const whole = builder.evaluate(object.object, state);
    mutate(
      builder,
      object.object,
      values.make(`store.${object.name}`, 'store', [whole, value]),
      state,
    );
  } else if (object.kind === 'index') {
    const whole = builder.evaluate(object.object, state);
    const index = builder.evaluate(object.index, state);
    mutate(builder, object.object, values.make('store', 'store', [whole, index, value]), state);
  } else {
    affectWorld(builder, 'mutation', [value], state);
  }
}

/** Changing an item changes the collection it was taken from. */
function isPartOfAnother(builder: Builder, id: NodeId): boolean {
  const { kind } = builder.values.at(id);
  return kind === 'element' || kind === 'index';
}

/** Whether the object's variable is one that the function holds. */
export function isHeld(object: Expression, { environment }: State): boolean {
  const path = pathOf(object);
  const base = baseOf(object);
  return (path !== null && environment.has(path)) || (base !== null && environment.has(base));
}

/** Binds a target to a value, taking the value apart where the target has parts. */
export function assign(builder: Builder, target: Expression, value: NodeId, state: State): void {
  const { values } = builder;
  const { environment } = state;
  switch (target.kind) {
    case 'variable':
      release(builder, target.name, environment);
      environment.replace(target.name, value);
      return;
    case 'collection':
      unpack(builder, target.items, value, state);
      return;
    case 'attribute': {
      const path = pathOf(target);
      if (path !== null) {
        environment.set(path, value);
        return;
      }
      const whole = builder.evaluate(target.object, state);
      const changed = values.make(`store.${target.name}`, 'store', [whole, value]);
      mutate(builder, target.object, changed, state);
      return;
    }
    case 'index': {
      const whole = builder.evaluate(target.object, state);
      const index = builder.evaluate(target.index, state);
      const changed = values.make('store', 'store', [whole, index, value]);
      mutate(builder, target.object, changed, state);
      return;
    }
    case 'members':
      for (const entry of target.entries) {
        assign(builder, entry.target, values.make(`.${entry.name}`, 'attribute', [value]), state);
      }
      return;
    case 'spread':
      assign(builder, target.value, value, state);
      return;
    default:
      affectWorld(builder, 'assignment', [builder.evaluate(target, state), value], state);
  }
}

function unpack(
  builder: Builder,
  targets: readonly Expression[],
  value: NodeId,
  state: State,
): void {
  const { values } = builder;
  const items = values.match(value, 'collection:tuple') ?? values.match(value, 'collection:list');
  const isPlain =
    items?.length === targets.length &&
    !items.some((item) => values.label(item) === 'spread') &&
    !targets.some((target) => target.kind === 'spread');
  targets.forEach((_, place) => {
    const [bound, item] = partAt(builder, targets, place, value);
    assign(builder, bound, (isPlain ? items[place] : undefined) ?? item, state);
  });
}

/** What one of several targets takes of a value that can't be seen into. */
function partAt(
  { values }: Builder,
  targets: readonly Expression[],
  place: number,
  value: NodeId,
): readonly [Expression, NodeId] {
  const target = targets[place];
  if (!target) throw new Error('A target has its place.');
  if (target.kind === 'spread') {
    const label = `rest:${place}:${targets.length - 1 - place}`;
    return [target.value, values.make(label, 'index', [value])];
  }
  return [target, values.make('index', 'index', [value, values.integer(BigInt(place))])];
}
