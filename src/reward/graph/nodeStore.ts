import type { Budget } from './budget.ts';

/** A node's place in its store. */
export type NodeId = number;

export type NodeKind =
  | 'parameter'
  | 'literal'
  | 'global'
  | 'attribute'
  | 'index'
  | 'operation'
  | 'comparison'
  | 'boolean'
  | 'connective'
  | 'phi'
  | 'mu'
  | 'loop'
  | 'element'
  | 'call'
  | 'collection'
  | 'format'
  | 'store'
  | 'effect'
  | 'closure'
  | 'exception'
  | 'root'
  | 'other';

export interface Node {
  label: string;
  kind: NodeKind;
  operands: readonly NodeId[];
  isCommutative: boolean;
  /** Set where the value can only be a number, or the program fails. */
  number: 'integer' | 'real' | undefined;
}

/** Hash-consed nodes: what has the same label and operands is the same node. */
export class NodeStore {
  readonly nodes: Node[] = [];
  readonly #ids = new Map<string, NodeId>();

  constructor(readonly budget: Budget) {}

  add(node: Node): NodeId {
    const operands = node.isCommutative ? node.operands.toSorted((a, b) => a - b) : node.operands;
    const key = `${node.label} ${operands.join()}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.addUnique({ ...node, operands });
    this.#ids.set(key, id);
    return id;
  }

  /** A node that equals no other, whose operands may be set later: loops and what they carry. */
  addUnique(node: Node): NodeId {
    this.budget.spend(1 + node.operands.length);
    return this.nodes.push(node) - 1;
  }

  at(id: NodeId): Node {
    const node = this.nodes[id];
    if (!node) throw new Error('A node belongs to its store.');
    return node;
  }
}
