import type { Builder, Frame } from './builder.ts';
import { Environment, world } from './environment.ts';
import { exitRoots } from './exits.ts';
import type { Definition } from './ir.ts';
import { localsOf } from './locals.ts';
import type { NodeId } from './nodeStore.ts';
import { addRoot, rootNodes } from './roots.ts';

/** What can be observed of a function, as nodes. */
export function buildFunction(
  builder: Builder,
  definition: Definition,
  outer: Environment,
  depth: number,
): NodeId[] {
  const { values } = builder;
  const environment = new Environment();
  const isLocal = localsOf(definition);
  if (depth > 1) {
    for (const [path, value] of outer.entries()) environment.set(path, value);
    for (const name of [...environment.names()]) if (isLocal(name)) environment.delete(name);
  }
  environment.set(definition.name, values.keep(`self:${depth}`, 'global', []));
  environment.set(world, values.keep(`world:${depth}`, 'effect', []));
  const parameters = new Map<string, NodeId>();
  definition.parameters.forEach(({ name, rest }, place) => {
    const id = values.keep(`parameter:${depth}:${rest ?? place}`, 'parameter', []);
    parameters.set(name, id);
    environment.replace(name, id);
  });
  const outside = builder.frame;
  const frame: Frame = {
    depth,
    firstNode: depth === 1 ? 0 : values.store.nodes.length,
    parameters,
    isLocal,
    captured: new Set(definition.captured),
    entry: environment.copy(),
    mutated: new Map(),
    loops: [],
    exits: [],
    roots: [],
  };
  builder.frame = frame;
  const start = { environment, guard: [], isAlive: true };
  definition.parameters.forEach(({ default: byDefault }, place) => {
    if (!byDefault) return;
    const state = { ...start, environment: outer.copy() };
    addRoot(builder, `default:${place}`, [builder.evaluate(byDefault, state)], []);
  });
  const end = builder.execute(definition.body, start);
  if (end.isAlive) frame.exits.push({ state: end, value: values.none });
  exitRoots(builder);
  builder.frame = outside;
  return rootNodes(values, frame.roots);
}
