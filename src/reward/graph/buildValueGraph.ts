import { Budget } from './budget.ts';
import type { Builder, Frame, Inlinable } from './builder.ts';
import { evaluateCall } from './calls.ts';
import { buildFunction } from './closures.ts';
import { Environment } from './environment.ts';
import { condition, evaluate } from './expressions.ts';
import { finalise } from './finalise.ts';
import { inlinable } from './inlining.ts';
import type { Definition } from './ir.ts';
import type { Traits } from './lowering.ts';
import { NodeStore } from './nodeStore.ts';
import { nodeRules } from './rules/nodeRules.ts';
import { execute } from './statements.ts';
import { traced } from './tries.ts';
import type { ValueGraph } from './valueGraph.ts';
import { Values } from './values.ts';

export interface BuiltGraph {
  readonly graph: ValueGraph;
  /** The siblings whose every use is a call that was replaced by their body. */
  readonly inlined: ReadonlySet<string>;
}

/**
 * The canonical value graph of a function, by abstract interpretation of its IR.
 * `siblings` are the functions beside it, whose calls may be replaced by their bodies.
 * @throws TooLarge (a RangeError) where the function takes too much work.
 */
export function buildValueGraph(
  definition: Definition,
  traits: Traits,
  siblings: readonly Definition[] = [],
): BuiltGraph {
  const budget = new Budget();
  const values = new Values(new NodeStore(budget), traits, nodeRules);
  const outermost = new Environment();
  const inlinables = new Map<string, Inlinable>();
  for (const sibling of siblings) {
    const helper = inlinable(sibling, null, sibling.name);
    if (helper && sibling.name !== definition.name) inlinables.set(sibling.name, helper);
  }
  const outside: Frame = {
    depth: 0,
    firstNode: 0,
    parameters: new Map(),
    isLocal: () => false,
    captured: new Set(),
    entry: outermost,
    mutated: new Map(),
    loops: [],
    exits: [],
    roots: [],
  };
  let temporaries = 0;
  const builder: Builder = {
    values,
    identities: [],
    inlinables: new Map(),
    aliases: new Map(),
    outermost,
    siblings: { inlinables, inlined: new Set(), referenced: new Set() },
    trace: null,
    frame: outside,
    inlineDepth: 0,
    temporary: () => `$${++temporaries}`,
    evaluate: (expression, state) =>
      traced(
        builder,
        expression,
        budget.nested(() => evaluate(builder, expression, state)),
      ),
    condition: (expression, state) => budget.nested(() => condition(builder, expression, state)),
    call: (call, state, isStatement) =>
      traced(builder, call, evaluateCall(builder, call, state, isStatement)),
    execute: (statements, state) => budget.nested(() => execute(builder, statements, state)),
    closure(inner, environment) {
      const roots = buildFunction(builder, inner, environment, builder.frame.depth + 1);
      return values.make(`closure:${inner.parameters.length}`, 'closure', roots);
    },
  };
  const roots = buildFunction(builder, definition, outermost, 1);
  const { inlined, referenced } = builder.siblings;
  return {
    graph: finalise(values, builder.aliases, roots),
    inlined: new Set([...inlined].filter((name) => !referenced.has(name))),
  };
}
