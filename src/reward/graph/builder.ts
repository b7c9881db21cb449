import type { Environment } from './environment.ts';
import type { Call, Definition, Expression, Statement } from './ir.ts';
import type { NodeId } from './nodeStore.ts';
import type { Values } from './values.ts';

/** A place in the program: what names hold there and what must be true to come there. */
export interface State {
  /** Expressions with effects change it in place; branches work on copies. */
  readonly environment: Environment;
  readonly guard: readonly NodeId[];
  /** False after a return, a raise or a jump. */
  readonly isAlive: boolean;
}

/** A loop that is being built. */
export interface OpenLoop {
  readonly id: NodeId;
  /** How many conditions of a guard belong to what is outside. */
  readonly depth: number;
  readonly breaks: State[];
  readonly continues: State[];
  returns: boolean;
}

/** A way out of the function. */
export interface Exit {
  readonly state: State;
  /** Null where no value is returned: it raises, or never ends. */
  readonly value: NodeId | null;
}

/** The function that is being built. */
export interface Frame {
  readonly depth: number;
  /** The nodes of this function are those from here. */
  readonly firstNode: NodeId;
  readonly parameters: ReadonlyMap<string, NodeId>;
  readonly isLocal: (name: string) => boolean;
  /** Names of outer functions or globals that the function says it assigns. */
  readonly captured: ReadonlySet<string>;
  /** What names held on entry. */
  readonly entry: Environment;
  /** For each state of an object that a change led to, the state before. */
  readonly mutated: Map<NodeId, NodeId>;
  readonly loops: OpenLoop[];
  readonly exits: Exit[];
  readonly roots: Root[];
}

/** Which object a value is, and whether the function has changed it. */
export interface Identity {
  /** A parameter, a global, or what an unknown call gave; undefined: nobody else can see it. */
  readonly origin: NodeId | undefined;
  readonly isChanged: boolean;
}

/** Something that can be observed, and when. */
export interface Root {
  readonly label: string;
  readonly operands: readonly NodeId[];
  readonly guard: readonly NodeId[];
}

/** A function whose calls can be replaced by its body. */
export interface Inlinable {
  readonly definition: Definition;
  readonly isLocal: (name: string) => boolean;
  /** What its free names hold; those that the caller knows too are taken from there. */
  readonly environment: Environment | null;
  /** A function beside the one that is built, by its name. */
  readonly sibling: string | null;
}

/** What the parts of the builder share; the functions are how they reach each other. */
export interface Builder {
  readonly values: Values;
  /** By node, what is known so far. */
  readonly identities: Identity[];
  readonly inlinables: Map<NodeId, Inlinable>;
  /** Loop-carried values that turned out to be constant, with what they are. */
  readonly aliases: Map<NodeId, NodeId>;
  /** Where nothing is known but the world. */
  readonly outermost: Environment;
  readonly siblings: {
    readonly inlinables: ReadonlyMap<string, Inlinable>;
    readonly inlined: Set<string>;
    /** Used in ways that need the function itself. */
    readonly referenced: Set<string>;
  };
  /** In the body of a `try`: what was evaluated there and may fail. */
  trace: Set<NodeId> | null;
  frame: Frame;
  inlineDepth: number;
  temporary(): string;
  evaluate(expression: Expression, state: State): NodeId;
  /** The expression as a condition. */
  condition(expression: Expression, state: State): NodeId;
  /** A call whose value is not used is there for its effects. */
  call(call: Call, state: State, isStatement: boolean): NodeId;
  execute(statements: readonly Statement[], state: State): State;
  /** The value of a function that is defined inside. */
  closure(definition: Definition, environment: Environment): NodeId;
}
