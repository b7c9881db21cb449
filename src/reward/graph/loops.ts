import { attributeAt, mergeEnvironments } from './branches.ts';
import type { Builder, OpenLoop, State } from './builder.ts';
import { changedByExpression, changedPaths } from './changes.ts';
import type { Environment } from './environment.ts';
import type { ForEach, While } from './ir.ts';
import type { LoopPlan } from './loopPlan.ts';
import { assign } from './mutations.ts';
import type { NodeId } from './nodeStore.ts';
import { placeOf } from './place.ts';
import { guardOf } from './roots.ts';
import { planOf } from './rules/loopRules.ts';

/** Values that a loop changes: by path, the node that stands for the value at a round's start. */
type Carried = ReadonlyMap<string, NodeId>;

/** A loop: what it changes is a `mu` of the value before, the value after a round, and the loop. */
export function executeLoop(builder: Builder, statement: While | ForEach, before: State): State {
  const { values, frame } = builder;
  const plan = planOf(statement, placeOf(builder, before));
  const state = builder.execute(plan.before, before);
  const loop: OpenLoop = {
    id: values.store.addUnique({
      label: 'loop',
      kind: 'loop',
      operands: [],
      isCommutative: false,
      number: undefined,
    }),
    depth: state.guard.length + 1,
    breaks: [],
    continues: [],
    returns: false,
  };
  const { head } = plan;
  const iterable = head.kind === 'each' ? builder.evaluate(head.iterable, state) : undefined;
  values.store.budget.spend(state.environment.size);
  const environment = state.environment.copy();
  const carried = carry(builder, plan, loop.id, environment);
  const round: State = { environment, guard: [...state.guard, loop.id], isAlive: true };
  const condition =
    head.kind === 'each'
      ? values.make('has', 'element', [iterable ?? values.none, loop.id])
      : builder.condition(head.condition, round);
  const atExit = environment.copy();
  const guard = guardOf(builder.values, state.guard);
  values.at(loop.id).operands = typeof guard === 'number' ? [condition, guard] : [condition];
  frame.loops.push(loop);
  if (head.kind === 'each') {
    const element = values.make('element', 'element', [iterable ?? values.none, loop.id]);
    assign(builder, head.target, element, round);
  }
  const end = afterRound(builder, loop, builder.execute(plan.body, round), plan, round);
  frame.loops.pop();
  frame.roots.push({ label: 'loop', operands: [loop.id], guard: [] });
  closeCarried(builder, carried, end);
  if (plan.counter !== undefined) keepCounter(builder, plan.counter, loop.id, atExit);
  return afterLoop(builder, { loop, plan, state, condition, atExit, end, carried });
}

/** Replaces what the loop may change by nodes whose value after a round is not known yet. */
function carry(builder: Builder, plan: LoopPlan, loop: NodeId, environment: Environment): Carried {
  const { values } = builder;
  const carried = new Map<string, NodeId>();
  const changed = changedPaths([...plan.body, ...plan.step]);
  if (plan.head.kind === 'while') {
    for (const path of changedByExpression(plan.head.condition)) changed.add(path);
  }
  for (const path of changed) {
    const initial = environment.get(path) ?? attributeAt(builder, environment, path);
    if (initial === undefined) continue;
    const mu = values.store.addUnique({
      label: 'mu',
      kind: 'mu',
      operands: [initial, initial, loop],
      isCommutative: false,
      number: values.at(initial).number,
    });
    carried.set(path, mu);
  }
  for (const [path, mu] of carried) environment.set(path, mu);
  return carried;
}

/** The place after a round, wherever it ended; null where no round comes to its end. */
function afterRound(
  builder: Builder,
  loop: OpenLoop,
  body: State,
  plan: LoopPlan,
  round: State,
): State | null {
  let environment = body.isAlive ? body.environment : undefined;
  for (const jump of loop.continues.toReversed()) {
    const condition = builder.values.and(jump.guard.slice(loop.depth));
    environment = environment
      ? mergeEnvironments(builder, condition, jump.environment, environment)
      : jump.environment;
  }
  if (!environment) return null;
  return builder.execute(plan.step, { ...round, environment });
}

/** Completes the carried values. One that never changes is what it was before the loop. */
function closeCarried(builder: Builder, carried: Carried, end: State | null): void {
  for (const [path, mu] of carried) {
    const node = builder.values.at(mu);
    const [initial = mu, , loop = mu] = node.operands;
    const back = end ? (end.environment.get(path) ?? mu) : initial;
    node.operands = [initial, back, loop];
    if (back === mu || back === initial) builder.aliases.set(mu, initial);
  }
}

function keepCounter(
  builder: Builder,
  counter: string,
  loop: NodeId,
  environment: Environment,
): void {
  const value = environment.get(counter);
  if (value === undefined) return;
  environment.set(counter, builder.values.make('last', 'element', [value, loop]));
}

function afterLoop(
  builder: Builder,
  done: {
    loop: OpenLoop;
    plan: LoopPlan;
    state: State;
    condition: NodeId;
    atExit: Environment;
    end: State | null;
    carried: Carried;
  },
): State {
  const { values } = builder;
  const { loop, plan, state, atExit, end, carried } = done;
  const [firstBreak] = loop.breaks;
  const isEndless = done.condition === values.true;
  if (isEndless && !firstBreak) {
    const never: State = { ...state, environment: atExit, isAlive: false };
    builder.frame.exits.push({ state: never, value: null });
    return never;
  }
  let environment = atExit;
  const lastRound = (value: NodeId) => values.make('last', 'element', [value, loop.id]);
  if (isEndless && firstBreak && loop.breaks.length === 1) {
    environment = firstBreak.environment.copy();
  } else {
    for (const { environment: left, guard } of loop.breaks) {
      mergeBreak(
        builder,
        environment,
        left,
        guardOf(builder.values, guard.slice(loop.depth)),
        carried,
      );
    }
  }
  for (const [path, value] of end?.environment.entries() ?? []) {
    if (!environment.has(path)) environment.set(path, lastRound(value));
  }
  const returned = values.not(values.make('returned', 'boolean', [loop.id]));
  const guard = loop.returns ? [...state.guard, returned] : state.guard;
  const after: State = { environment, guard, isAlive: true };
  if (plan.otherwise.length === 0) return after;
  if (!firstBreak) return builder.execute(plan.otherwise, after);
  const broken = values.make('broken', 'boolean', [loop.id]);
  const otherwise = builder.execute(plan.otherwise, {
    environment: environment.copy(),
    guard: [...guard, values.not(broken)],
    isAlive: true,
  });
  if (!otherwise.isAlive) return { ...after, guard: [...guard, broken] };
  return {
    ...after,
    environment: mergeEnvironments(builder, broken, environment, otherwise.environment),
  };
}

/** What names hold after the loop where a round may have been left by this break. */
function mergeBreak(
  builder: Builder,
  environment: Environment,
  left: Environment,
  guard: NodeId | undefined | null,
  carried: Carried,
): void {
  if (guard === null) return;
  const { values } = builder;
  for (const [path, value] of left.entries()) {
    const other = environment.get(path);
    if (other === undefined) environment.set(path, value);
    else if (other !== value && carried.has(path)) {
      const operands = guard === undefined ? [other, value] : [other, value, guard];
      environment.set(path, values.make('exit', 'phi', operands));
    }
  }
}
