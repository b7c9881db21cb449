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

/** Which object a value is, and whether the function has changed it. */
export interface Identity {
  /** A parameter, a global, or what an unknown call gave; undefined: nobody else can see it. */
  readonly origin: NodeId | undefined;
  readonly isChanged: boolean;
}

const hidden: Identity = { origin: undefined, isChanged: false };

export function identityReader(builder: Builder): (value: NodeId) => Identity {
  const { values, mutated, aliases } = builder;
  const known = new Map<NodeId, Identity>();
  const either = (id: NodeId, a: NodeId = id, b: NodeId = id): Identity => {
    const [first, second] = [read(a), read(b)];
    const isSame = first.origin === second.origin;
    return {
      origin: isSame ? first.origin : id,
      isChanged: first.isChanged || second.isChanged,
    };
  };
  const find = (id: NodeId): Identity => {
    const { kind, label, operands } = values.at(id);
    const before = mutated.get(id);
    if (before !== undefined) return { ...read(before), isChanged: true };
    const [first, second, third] = operands;
    switch (kind) {
      case 'parameter':
      case 'global':
        return { origin: id, isChanged: false };
      case 'mu':
        known.set(id, first === undefined ? hidden : read(first));
        return aliases.has(id) ? read(first ?? id) : either(id, first, second);
      case 'phi':
        return label === 'exit' ? either(id, first, second) : either(id, second, third);
      case 'call':
        return isForeign(builder, id) ? { origin: id, isChanged: false } : hidden;
      default:
        return label === 'last' && first !== undefined ? read(first) : hidden;
    }
  };
  const read = (id: NodeId): Identity => {
    const identity = known.get(id) ?? values.store.budget.nested(() => find(id));
    known.set(id, identity);
    return identity;
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
