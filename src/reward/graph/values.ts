import type { LiteralType } from './ir.ts';
import type { Traits } from './lowering.ts';
import type { Node, NodeId, NodeKind, NodeStore } from './nodeStore.ts';

const commutative = new Set([
  ...['op:*', 'op:&', 'op:|', 'op:^', 'eq', 'is', 'and', 'min', 'max', 'guard', 'fault'],
  ...['collection:set', 'collection:dictionary'],
]);
/** Operators that only numbers have, sets and dates aside. */
const numericOperators = new Set(['op:-', 'op:/', 'op://', 'op:**', 'op:<<', 'op:>>', 'op:u-']);
const numericFunctions: ReadonlyMap<string, Node['number']> = new Map([
  ['len', 'integer'],
  ['int', 'integer'],
  ['ord', 'integer'],
  ['abs', 'real'],
  ['float', 'real'],
  ['round', 'real'],
]);

/** Replaces a node when it is made. */
export interface Rewrite {
  /** The canonical node; undefined where there is nothing to do. It may be subject to other rules. */
  apply(values: Values, operands: readonly NodeId[]): NodeId | undefined;
}

/** Makes nodes in their canonical form. Conditions are nodes too: `and`, `not` and what they hold. */
export class Values {
  readonly none: NodeId;
  readonly true: NodeId;
  readonly false: NodeId;

  constructor(
    readonly store: NodeStore,
    readonly traits: Traits,
    private readonly rewrites: ReadonlyMap<string, readonly Rewrite[]>,
  ) {
    this.none = this.literal('none', 'none');
    this.true = this.literal('boolean', 'true');
    this.false = this.literal('boolean', 'false');
  }

  /** The node, after the rules for its label. */
  make(label: string, kind: NodeKind, operands: readonly NodeId[]): NodeId {
    for (const rewrite of this.rewrites.get(label) ?? []) {
      const result = rewrite.apply(this, operands);
      if (result !== undefined) return result;
    }
    return this.keep(label, kind, operands);
  }

  /** The node as it is. */
  keep(label: string, kind: NodeKind, operands: readonly NodeId[]): NodeId {
    const number = this.#number(label, kind, operands);
    const isCommutative =
      (commutative.has(label) && !this.#overrides(label, operands)) ||
      (label === 'op:+' && number !== undefined);
    return this.store.add({ label, kind, operands, isCommutative, number });
  }

  literal(type: LiteralType, value: string): NodeId {
    return this.keep(`${type}:${value}`, 'literal', []);
  }

  integer(value: bigint): NodeId {
    return this.literal('integer', String(value));
  }

  global(name: string): NodeId {
    return this.keep(`global:${name}`, 'global', []);
  }

  operation(operator: string, operands: readonly NodeId[]): NodeId {
    return this.make(`op:${operator}`, 'operation', operands);
  }

  not(condition: NodeId): NodeId {
    return this.make('not', 'boolean', [condition]);
  }

  /** All of the conditions, simplified. */
  and(conditions: readonly NodeId[]): NodeId {
    return this.make('and', 'boolean', conditions);
  }

  /** A value as a condition. */
  truth(value: NodeId): NodeId {
    return this.make('truth', 'boolean', [value]);
  }

  phi(condition: NodeId, consequence: NodeId, alternative: NodeId): NodeId {
    if (consequence === alternative) return consequence;
    return this.make('phi', 'phi', [condition, consequence, alternative]);
  }

  at(id: NodeId): Node {
    return this.store.at(id);
  }

  label(id: NodeId): string {
    return this.store.at(id).label;
  }

  /** The operands of `id` where it has this label. */
  match(id: NodeId, label: string): readonly NodeId[] | undefined {
    const node = this.store.at(id);
    return node.label === label ? node.operands : undefined;
  }

  /** The only argument of a call of this function. */
  argumentOf(id: NodeId, name: string): NodeId | undefined {
    const [callee, argument] = this.match(id, 'call/1') ?? [];
    return callee !== undefined && this.label(callee) === `global:${name}` ? argument : undefined;
  }

  integerAt(id: NodeId): bigint | undefined {
    const label = this.label(id);
    return /^integer:-?\d+$/.test(label) ? BigInt(label.slice('integer:'.length)) : undefined;
  }

  /** The text of a string literal. */
  stringAt(id: NodeId): string | undefined {
    const label = this.label(id);
    return label.startsWith('string:') ? label.slice('string:'.length) : undefined;
  }

  isBoolean(id: NodeId): boolean {
    const { kind, label } = this.store.at(id);
    return kind === 'comparison' || kind === 'boolean' || label.startsWith('boolean:');
  }

  /** What is spread into a dictionary replaces the keys before it, and is replaced by those after. */
  #overrides(label: string, operands: readonly NodeId[]): boolean {
    return label === 'collection:dictionary' && operands.some((id) => this.label(id) === 'spread');
  }

  #number(label: string, kind: NodeKind, operands: readonly NodeId[]): Node['number'] {
    switch (kind) {
      case 'literal':
        if (label.startsWith('integer:')) return 'integer';
        return label.startsWith('float:') ? 'real' : undefined;
      case 'phi':
        return this.#commonNumber(operands.slice(1));
      case 'mu':
        return this.#commonNumber(operands.slice(0, 1));
      case 'call':
        return label.startsWith('call/') ? this.#numberOfCall(operands[0]) : undefined;
      case 'operation':
        return this.#numberOfOperation(label, operands);
      default:
        return undefined;
    }
  }

  #numberOfOperation(label: string, operands: readonly NodeId[]): Node['number'] {
    const common = this.#commonNumber(operands);
    if (label === 'op:/' || label === 'op:**') return 'real';
    if (common || numericOperators.has(label)) return common ?? 'real';
    const some = (holds: (id: NodeId) => boolean) => (operands.some(holds) ? 'real' : undefined);
    if (label === 'op:+') return some((id) => this.at(id).number !== undefined);
    return label === 'op:*' ? some((id) => this.label(id).startsWith('float:')) : undefined;
  }

  /** What all of them are; a real number where some are. */
  #commonNumber(ids: readonly NodeId[]): Node['number'] {
    let common: Node['number'] = 'integer';
    for (const id of ids) {
      const { number } = this.at(id);
      if (!number) return undefined;
      if (number === 'real') common = 'real';
    }
    return common;
  }

  #numberOfCall(callee: NodeId | undefined): Node['number'] {
    if (callee === undefined) return undefined;
    const label = this.label(callee);
    return label.startsWith('global:')
      ? numericFunctions.get(label.slice('global:'.length))
      : undefined;
  }
}
