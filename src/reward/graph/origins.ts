import type { Builder, Identity } from './builder.ts';
import type { NodeId, NodeKind } from './nodeStore.ts';

/** Functions whose result is a new object that nobody else holds. */
const freshFunctions = new Set(
  ['list', 'dict', 'set', 'tuple', 'sorted', 'str', 'int', 'float', 'bytearray', 'frozenset'].map(
    (name) => `global:${name}`,
  ),
);
const freshMethods = new Set([
  ...['split', 'rsplit', 'splitlines', 'copy', 'keys', 'values', 'items', 'findall', 'groups'],
  ...['append', 'add', 'after'],
]);

/** How many choices in one another are looked into. */
const deepest = 4;

const hidden: Identity = { origin: undefined, isChanged: false };

/**
 * The identities of the values of the function that is being built. Operands come before what is
 * made of them, except for what a loop carries: a second pass sees that too.
 */
export function identityReader(builder: Builder): (value: NodeId) => Identity {
  const { identities: known, frame } = builder;
  const { nodes, budget } = builder.values.store;
  const read = (id: NodeId): Identity => known[id] ?? hidden;
  budget.spend(nodes.length - frame.firstNode);
  for (let id = known.length; id < nodes.length; id++) {
    known[id] = identityAt(builder, id, read, false);
  }
  for (const id of frame.mutated.keys()) known[id] = identityAt(builder, id, read, false);
  for (let id = frame.firstNode; id < nodes.length; id++) {
    known[id] = identityAt(builder, id, read, true);
  }
  return read;
}

function identityAt(
  builder: Builder,
  id: NodeId,
  read: (id: NodeId) => Identity,
  isComplete: boolean,
): Identity {
  const { values, frame, aliases } = builder;
  const before = frame.mutated.get(id);
  if (before !== undefined) return { origin: read(before).origin, isChanged: true };
  const { kind, label, operands } = values.at(id);
  const [first = id, second = id, third = id] = operands;
  switch (kind) {
    case 'parameter':
    case 'global':
    case 'attribute':
      return { origin: id, isChanged: false };
    case 'mu':
      return aliases.has(id) || !isComplete ? read(first) : either(id, read(first), read(second));
    case 'phi':
      return label === 'exit'
        ? either(id, read(first), read(second))
        : either(id, read(second), read(third));
    case 'connective':
      return either(id, read(first), read(second));
    case 'call':
      return isForeign(builder, id) ? { origin: id, isChanged: false } : hidden;
    default:
      return label === 'last' ? read(first) : hidden;
  }
}

/** One of two objects; where they are different ones, it is known by its own name. */
function either(id: NodeId, a: Identity, b: Identity): Identity {
  if (a === b) return a;
  return {
    origin: a.origin === b.origin ? a.origin : id,
    isChanged: a.isChanged || b.isChanged,
  };
}

/** The result of a call that may still be held by whoever made it. */
export function isForeign({ values }: Builder, id: NodeId): boolean {
  const { kind, label, operands } = values.at(id);
  if (kind !== 'call') return false;
  if (label.startsWith('method:')) {
    return !freshMethods.has(label.slice('method:'.length).split(/[|/]/, 1)[0] ?? '');
  }
  const [callee] = operands;
  return callee !== undefined && !freshFunctions.has(values.label(callee));
}

const passedOn: ReadonlySet<NodeKind> = new Set([
  ...(['parameter', 'global', 'attribute', 'phi', 'mu', 'connective'] as const),
]);

/** The result of a class by its capital, or of `new`: what it is given makes nothing known outside. */
export function isConstructed(builder: Builder, id: NodeId, depth = 0): boolean {
  const { values } = builder;
  const { kind, label, operands } = values.at(id);
  if (label === 'phi' && depth < deepest) {
    return operands.slice(1).every((each) => isConstructed(builder, each, depth + 1));
  }
  if (kind !== 'call') return false;
  if (label.startsWith('method:')) return /^method:(?:[A-Z]|new[|/])/.test(label);
  const [callee] = operands;
  return callee !== undefined && /^global:[A-Z]/.test(values.label(callee));
}

/** Whether others than the function may hold the object. */
export function mayBeHeldElsewhere(builder: Builder, id: NodeId): boolean {
  return passedOn.has(builder.values.at(id).kind) || isForeign(builder, id);
}
