import type { Builder } from './builder.ts';
import { type Environment, objectPath } from './environment.ts';
import type { NodeId } from './nodeStore.ts';
import { isConstructed, mayBeHeldElsewhere } from './origins.ts';

/** How many choices in one another are looked into. */
const deepest = 4;

/** Keeps what was done to an object apart from its variable, which ends or gets another value. */
export function release(builder: Builder, name: string, environment: Environment): void {
  const value = environment.get(name);
  const members = environment.membersOf(name);
  if (value === undefined || (members.length === 0 && builder.frame.mutated.size === 0)) return;
  const { object, isChanged } = objectBehind(builder, value);
  if (!mayBeHeldElsewhere(builder, object)) return;
  const path = objectPath(object);
  if (isChanged) environment.set(path, value);
  if (isConstructed(builder, object)) return;
  for (const member of members) {
    environment.set(path + member.slice(name.length), environment.get(member) ?? object);
  }
}

/** The object before the changes that led to its state. */
function objectBehind(
  builder: Builder,
  state: NodeId,
  depth = 0,
): { object: NodeId; isChanged: boolean } {
  const { values, frame } = builder;
  let object = state;
  for (let before = frame.mutated.get(object); before !== undefined; ) {
    object = before;
    before = frame.mutated.get(object);
  }
  const [, first, second] = (depth < deepest && values.match(object, 'phi')) || [];
  if (first === undefined || second === undefined) return { object, isChanged: object !== state };
  const a = objectBehind(builder, first, depth + 1);
  const b = objectBehind(builder, second, depth + 1);
  return {
    object: a.object === b.object ? a.object : object,
    isChanged: object !== state || a.isChanged || b.isChanged,
  };
}
