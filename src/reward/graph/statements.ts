import { branch, merge } from './branches.ts';
import type { Builder, State } from './builder.ts';
import { inlinable } from './inlining.ts';
import type { Define, Delete, Expression, If, Scope, Statement, With } from './ir.ts';
import { executeLoop } from './loops.ts';
import { affectWorld, assign, mutate } from './mutations.ts';
import { release } from './released.ts';
import { addRoot } from './roots.ts';
import { rewrittenStatements } from './rules/statementRules.ts';
import { executeTry } from './tries.ts';

/** The place after the statements. What follows a return, raise or jump is never reached. */
export function execute(builder: Builder, statements: readonly Statement[], start: State): State {
  let state = start;
  for (const statement of rewrittenStatements(statements)) {
    if (!state.isAlive) break;
    builder.values.store.budget.spend(1);
    state = step(builder, statement, state);
  }
  return state;
}

function step(builder: Builder, statement: Statement, state: State): State {
  const { values, frame } = builder;
  switch (statement.kind) {
    case 'assign': {
      const value = builder.evaluate(statement.value, state);
      for (const target of statement.targets) assign(builder, target, value, state);
      return state;
    }
    case 'evaluate':
      forEffect(builder, statement.value, state);
      return state;
    case 'return': {
      const value = statement.value ? builder.evaluate(statement.value, state) : values.none;
      frame.exits.push({ state, value });
      for (const loop of frame.loops) loop.returns = true;
      return { ...state, isAlive: false };
    }
    case 'raise': {
      const value = statement.value
        ? builder.evaluate(statement.value, state)
        : values.global('raise again');
      addRoot(builder, 'raise', [value], state.guard);
      frame.exits.push({ state, value: null });
      return { ...state, isAlive: false };
    }
    case 'if':
      return executeIf(builder, statement, state);
    case 'while':
    case 'forEach':
      return executeLoop(builder, statement, state);
    case 'break': {
      const loop = frame.loops.at(-1);
      if (loop) {
        loop.breaks.push(state);
        addRoot(builder, 'break', [loop.id], state.guard.slice(loop.depth));
      }
      return { ...state, isAlive: false };
    }
    case 'continue':
      frame.loops.at(-1)?.continues.push(state);
      return { ...state, isAlive: false };
    case 'try':
      return executeTry(builder, statement, state);
    case 'with':
      return executeWith(builder, statement, state);
    case 'define':
      return define(builder, statement, state);
    case 'scope':
      return executeScope(builder, statement, state);
    case 'delete':
      return executeDelete(builder, statement, state);
  }
}

function forEffect(builder: Builder, written: Expression, state: State): void {
  const value = written.kind === 'await' ? written.value : written;
  if (value.kind === 'call') builder.call(value, state, true);
  else builder.evaluate(written, state);
}

function executeIf(builder: Builder, statement: If, state: State): State {
  const { values } = builder;
  const condition = builder.condition(statement.condition, state);
  if (condition === values.true) return builder.execute(statement.consequence, state);
  if (condition === values.false) return builder.execute(statement.alternative, state);
  const taken = branch(builder, state, condition);
  const other = branch(builder, state, values.not(condition));
  return merge(
    builder,
    state,
    condition,
    builder.execute(statement.consequence, taken),
    builder.execute(statement.alternative, other),
  );
}

function executeWith(builder: Builder, { items, body }: With, state: State): State {
  for (const { value: expression, target } of items) {
    const value = builder.evaluate(expression, state);
    affectWorld(builder, 'with', [value], state);
    if (target) assign(builder, target, builder.values.make('enter', 'other', [value]), state);
  }
  return builder.execute(body, state);
}

function define(builder: Builder, { definition }: Define, state: State): State {
  const { environment } = state;
  const closure = builder.closure(definition, environment);
  environment.replace(definition.name, closure);
  const helper = inlinable(definition, environment.copy(), null);
  if (helper) builder.inlinables.set(closure, helper);
  return state;
}

/** Names of the block hide those outside, and end with it, on each way out of it. */
function executeScope(builder: Builder, { names, body }: Scope, state: State): State {
  const hidden = names.map((name) => [name, state.environment.get(name)] as const);
  for (const name of names) state.environment.delete(name);
  const { exits, loops } = builder.frame;
  const loop = loops.at(-1);
  const outside = {
    exits: exits.length,
    breaks: loop?.breaks.length,
    continues: loop?.continues.length,
  };
  const after = builder.execute(body, state);
  const left = [
    after,
    ...exits.slice(outside.exits).map(({ state: exit }) => exit),
    ...(loop?.breaks.slice(outside.breaks) ?? []),
    ...(loop?.continues.slice(outside.continues) ?? []),
  ];
  for (const { environment } of new Set(left)) {
    for (const [name, value] of hidden) {
      release(builder, name, environment);
      if (value === undefined) environment.delete(name);
      else environment.replace(name, value);
    }
  }
  return after;
}

function executeDelete(builder: Builder, { targets }: Delete, state: State): State {
  const { values } = builder;
  for (const target of targets) {
    if (target.kind === 'variable') {
      release(builder, target.name, state.environment);
      state.environment.delete(target.name);
    }
    if (target.kind !== 'index' && target.kind !== 'attribute') continue;
    const object = builder.evaluate(target.object, state);
    const deleted =
      target.kind === 'index'
        ? values.make('delete', 'store', [object, builder.evaluate(target.index, state)])
        : values.make(`delete.${target.name}`, 'store', [object]);
    mutate(builder, target.object, deleted, state);
  }
  return state;
}
