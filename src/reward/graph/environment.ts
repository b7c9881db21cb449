import type { Expression } from './ir.ts';
import type { NodeId } from './nodeStore.ts';

/** The pseudo-variable that orders effects on the world outside: input, output, unknown calls. */
export const world = '$world';

const objectPrefix = '$object';

/** The name under which an object that no variable holds is kept. */
export const objectPath = (id: NodeId): string => `${objectPrefix}${id}`;

export const isObjectPath = (path: string): boolean => path.startsWith(objectPrefix);

/** The object that `objectPath` named. */
export const objectOf = (path: string): NodeId => Number(path.slice(objectPrefix.length));

/** `self.a.b` of an attribute of a name; null where the object is computed. */
export function pathOf(expression: Expression): string | null {
  if (expression.kind === 'variable') return expression.name;
  if (expression.kind !== 'attribute') return null;
  const object = pathOf(expression.object);
  return object === null ? null : `${object}.${expression.name}`;
}

/** The variable that an expression of attributes and indexes starts from. */
export function baseOf(expression: Expression): string | null {
  if (expression.kind === 'variable') return expression.name;
  if (expression.kind !== 'attribute' && expression.kind !== 'index') return null;
  return baseOf(expression.object);
}

export const baseOfPath = (path: string): string => path.split('.', 1)[0] ?? path;

/** The attributes' names in a path. */
export const membersIn = (path: string): readonly string[] => path.split('.').slice(1);

/**
 * What each name holds at one place in the program. An attribute that was assigned is a name of its
 * own, `self.count`, until its object is used as a whole.
 */
export class Environment {
  readonly #values: Map<string, NodeId>;
  /** Names with attributes of their own, so that others need no search. */
  readonly #withMembers: Set<string>;

  constructor(values: Iterable<readonly [string, NodeId]> = [], withMembers?: Iterable<string>) {
    this.#values = new Map(values);
    this.#withMembers = new Set(withMembers);
  }

  copy(): Environment {
    return new Environment(this.#values, this.#withMembers);
  }

  get size(): number {
    return this.#values.size;
  }

  get(path: string): NodeId | undefined {
    return this.#values.get(path);
  }

  has(path: string): boolean {
    return this.#values.has(path);
  }

  set(path: string, value: NodeId): void {
    this.#values.set(path, value);
    const base = baseOfPath(path);
    if (base !== path) this.#withMembers.add(base);
  }

  /** A new value for a whole variable: what was known of its attributes is past. */
  replace(name: string, value: NodeId): void {
    for (const path of this.membersOf(name)) this.#values.delete(path);
    this.#values.set(name, value);
  }

  delete(name: string): void {
    for (const path of this.membersOf(name)) this.#values.delete(path);
    this.#values.delete(name);
  }

  /** The paths of the attributes that are known apart from their object, sorted. */
  membersOf(name: string): readonly string[] {
    if (!this.#withMembers.has(baseOfPath(name))) return [];
    const prefix = `${name}.`;
    return [...this.#values.keys()].filter((path) => path.startsWith(prefix)).sort();
  }

  entries(): Iterable<readonly [string, NodeId]> {
    return this.#values;
  }

  names(): Iterable<string> {
    return this.#values.keys();
  }
}
