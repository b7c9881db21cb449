import { mergeEnvironments } from './branches.ts';
import type { Builder, Exit, Frame, Inlinable, State } from './builder.ts';
import { changedPaths } from './changes.ts';
import { baseOfPath, type Environment, world } from './environment.ts';
import type { Call, Definition, Statement } from './ir.ts';
import { assignedNames, localsOf } from './locals.ts';
import type { NodeId } from './nodeStore.ts';

const deepest = 3;
/** In steps, besides what the body costs. */
const costOfCall = 300;

/**
 * The value of a call of a helper that is defined beside or inside the function, as if its body
 * stood here. Undefined where the helper is unknown or can't be taken apart.
 */
export function inlined(builder: Builder, call: Call, state: State): NodeId | undefined {
  const helper = helperOf(builder, call, state);
  if (!helper || builder.inlineDepth >= deepest) return undefined;
  const { values, frame } = builder;
  const bound = boundArguments(builder, helper.definition, call, state);
  if (!bound) return undefined;
  const { environment: outer } = state;
  const environment = (helper.environment ?? builder.outermost).copy();
  const { isLocal } = helper;
  values.store.budget.spend(costOfCall + outer.size);
  const isCloseBy = helper.sibling === null && builder.inlineDepth === 0;
  for (const [path, value] of outer.entries()) {
    if (isLocal(baseOfPath(path))) continue;
    if (environment.has(path) || isCloseBy) environment.set(path, value);
  }
  for (const [name, value] of bound) environment.replace(name, value);
  environment.set(world, outer.get(world) ?? values.none);
  const body: Frame = { ...frame, exits: [], loops: [] };
  builder.frame = body;
  builder.inlineDepth++;
  const end = builder.execute(helper.definition.body, { ...state, environment });
  builder.inlineDepth--;
  builder.frame = frame;
  const exits = end.isAlive ? [...body.exits, { state: end, value: values.none }] : body.exits;
  const after = joined(builder, exits, state.guard.length);
  if (!after) return undefined;
  for (const [path, value] of after.state.environment.entries()) {
    if (!isLocal(baseOfPath(path)) && outer.has(path)) outer.set(path, value);
  }
  if (helper.sibling !== null) builder.siblings.inlined.add(helper.sibling);
  return after.value ?? undefined;
}

function helperOf(builder: Builder, { callee }: Call, state: State): Inlinable | undefined {
  if (callee.kind === 'function') {
    const { definition } = callee;
    const { environment } = state;
    return inlinable(definition, environment, null);
  }
  if (callee.kind !== 'variable') return undefined;
  const held = state.environment.get(callee.name);
  return held === undefined
    ? builder.siblings.inlinables.get(callee.name)
    : builder.inlinables.get(held);
}

/** The parameters' values; undefined where the call doesn't fit them one by one. */
function boundArguments(
  builder: Builder,
  { parameters }: Definition,
  call: Call,
  state: State,
): Map<string, NodeId> | undefined {
  if (call.arguments.some(({ spread }) => spread !== undefined)) return undefined;
  const positional = call.arguments.filter(({ keyword }) => keyword === undefined);
  const byKeyword = new Map(call.arguments.map((argument) => [argument.keyword, argument]));
  if (call.arguments.length > parameters.length) return undefined;
  const given = parameters.map(
    ({ name, default: byDefault }, place) =>
      positional[place]?.value ?? byKeyword.get(name)?.value ?? byDefault,
  );
  if (given.some((value) => value === undefined)) return undefined;
  const bound = new Map<string, NodeId>();
  parameters.forEach(({ name }, place) => {
    const value = given[place];
    if (value) bound.set(name, builder.evaluate(value, state));
  });
  return bound;
}

/** One place after all exits, each of which holds under the conditions that lead to it. */
function joined(builder: Builder, exits: readonly Exit[], depth: number): Exit | undefined {
  return exits.reduceRight<Exit | undefined>((later, exit) => {
    if (!later) return exit;
    const condition = builder.values.and(exit.state.guard.slice(depth));
    const environment = mergeEnvironments(
      builder,
      condition,
      exit.state.environment,
      later.state.environment,
    );
    const { none } = builder.values;
    return {
      state: { ...later.state, environment },
      value: builder.values.phi(condition, exit.value ?? none, later.value ?? none),
    };
  }, undefined);
}

/** A function whose calls can be replaced by its body; undefined where they can't. */
export function inlinable(
  definition: Definition,
  environment: Environment | null,
  sibling: string | null,
): Inlinable | undefined {
  if (!isInlinable(definition)) return undefined;
  return { definition, environment, sibling, isLocal: localsOf(definition) };
}

/** It ends well and changes no argument. */
function isInlinable(definition: Definition): boolean {
  const { parameters, body } = definition;
  if (parameters.some(({ rest }) => rest !== undefined)) return false;
  if (!body.every((statement) => isStraight(statement, false))) return false;
  const assigned = assignedNames(body);
  const changed = changedPaths(body);
  return !parameters.some(({ name }) => changed.has(name) && !assigned.has(name));
}

function isStraight(statement: Statement, isInLoop: boolean): boolean {
  const all = (statements: readonly Statement[], loop = isInLoop) =>
    statements.every((inner) => isStraight(inner, loop));
  switch (statement.kind) {
    case 'raise':
    case 'try':
    case 'with':
    case 'define':
    case 'delete':
      return false;
    case 'return':
      return !isInLoop;
    case 'if':
      return all(statement.consequence) && all(statement.alternative);
    case 'while':
      return all(statement.body, true) && all(statement.step, true) && all(statement.otherwise);
    case 'forEach':
      return all(statement.body, true) && all(statement.otherwise);
    case 'scope':
      return all(statement.body);
    case 'assign':
    case 'evaluate':
      return statement.value.kind !== 'yield' && statement.value.kind !== 'await';
    default:
      return true;
  }
}
