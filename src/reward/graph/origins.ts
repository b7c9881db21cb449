import type { Builder } from './builder.ts';
import type { NodeId } from './nodeStore.ts';

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

/**
 * The object that a value is a changed state of: a parameter, a global, or what an unknown call
 * gave. Undefined for values that nobody else can see change.
 */
export function originReader(builder: Builder): (value: NodeId) => NodeId | undefined {
  const { values, mutated, aliases } = builder;
  const known = new Map<NodeId, NodeId | undefined>();
  const either = (id: NodeId, a: NodeId | undefined, b: NodeId | undefined) => {
    const [first, second] = [a, b].map((each) => (each === undefined ? undefined : read(each)));
    if (first === second) return first;
    return first === undefined && second === undefined ? undefined : id;
  };
  const find = (id: NodeId): NodeId | undefined => {
    const { kind, label, operands } = values.at(id);
    const before = mutated.get(id);
    if (before !== undefined) return read(before);
    switch (kind) {
      case 'parameter':
      case 'global':
        return id;
      case 'mu': {
        const [initial = id, back = id] = operands;
        const origin = read(initial);
        known.set(id, origin);
        return aliases.has(id) || read(back) === origin ? origin : id;
      }
      case 'phi':
        return label === 'exit'
          ? either(id, operands[0], operands[1])
          : either(id, operands[1], operands[2]);
      case 'call':
        return isForeign(builder, id) ? id : undefined;
      default:
        return label === 'last' && operands[0] !== undefined ? read(operands[0]) : undefined;
    }
  };
  const read = (id: NodeId): NodeId | undefined => {
    if (known.has(id)) return known.get(id);
    const origin = values.store.budget.nested(() => find(id));
    known.set(id, origin);
    return origin;
  };
  return read;
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
