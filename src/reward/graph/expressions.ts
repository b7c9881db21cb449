import { branch, merge } from './branches.ts';
import type { Builder, State } from './builder.ts';
import { changedByExpression } from './changes.ts';
import { evaluateComprehension } from './comprehensions.ts';
import { pathOf, world } from './environment.ts';
import type { Attribute, Comparison, Connective, Expression, Slice, Yield } from './ir.ts';
import { assign } from './mutations.ts';
import type { NodeId } from './nodeStore.ts';
import { placeOf } from './place.ts';
import { rewritten } from './rules/expressionRules.ts';

/** The node of an expression's value. */
export function evaluate(builder: Builder, written: Expression, state: State): NodeId {
  const { values } = builder;
  const { environment } = state;
  const expression = rewritten(written, placeOf(builder, state));
  const all = (expressions: readonly Expression[]) =>
    expressions.map((each) => builder.evaluate(each, state));
  switch (expression.kind) {
    case 'literal':
      return values.literal(expression.type, expression.value);
    case 'variable':
      return variable(builder, expression.name, state);
    case 'attribute': {
      const path = pathOf(expression);
      if (path !== null) return pathValue(builder, expression, path, state);
      return values.make(`.${expression.name}`, 'attribute', all([expression.object]));
    }
    case 'index':
      return values.make('index', 'index', all([expression.object, expression.index]));
    case 'slice':
      return slice(builder, expression, state);
    case 'operation':
      return values.operation(expression.operator, all(expression.operands));
    case 'comparison':
      return comparison(builder, expression, state);
    case 'and':
    case 'or':
      return connective(builder, expression, state);
    case 'not':
      return builder.condition(expression, state);
    case 'conditional': {
      const condition = builder.condition(expression.condition, state);
      return either(builder, state, condition, expression.consequence, expression.alternative);
    }
    case 'call':
      return builder.call(expression, state, false);
    case 'collection':
      return values.make(`collection:${expression.type}`, 'collection', all(expression.items));
    case 'pair':
      return values.make('pair', 'other', all([expression.key, expression.value]));
    case 'format':
      return values.make('format', 'format', all(expression.parts));
    case 'comprehension':
      return evaluateComprehension(builder, expression, state);
    case 'function':
      return builder.closure(expression.definition, environment);
    case 'assignment': {
      const [target] = expression.targets;
      const before = expression.isPostfix && target ? builder.evaluate(target, state) : undefined;
      const value = builder.evaluate(expression.value, state);
      for (const each of expression.targets) assign(builder, each, value, state);
      return before ?? value;
    }
    case 'yield':
      return yielded(builder, expression, state);
    case 'await':
      return values.make('await', 'other', all([expression.value]));
    case 'spread':
      return values.make('spread', 'other', all([expression.value]));
    case 'sequence':
      return all(expression.expressions).at(-1) ?? values.none;
    case 'members':
      return values.make('members', 'other', []);
    case 'other':
      return values.make(`other:${expression.label}`, 'other', all(expression.operands));
  }
}

/** The node of an expression that only its truth is asked of. */
export function condition(builder: Builder, written: Expression, state: State): NodeId {
  const { values } = builder;
  switch (written.kind) {
    case 'not':
      return values.not(builder.condition(written.operand, state));
    case 'and':
      return values.and(written.operands.map((each) => builder.condition(each, state)));
    case 'or': {
      const denied = written.operands.map((each) => values.not(builder.condition(each, state)));
      return values.not(values.and(denied));
    }
    default:
      return values.truth(builder.evaluate(written, state));
  }
}

function variable(builder: Builder, name: string, state: State): NodeId {
  return withMembers(builder, name, plainVariable(builder, name, state), state);
}

/** What the variable holds, whatever its attributes were set to. */
function plainVariable(builder: Builder, name: string, { environment }: State): NodeId {
  const { values, siblings, frame } = builder;
  const value = environment.get(name);
  if (value !== undefined) return value;
  if (siblings.inlinables.has(name)) siblings.referenced.add(name);
  // A variable that is read before it has a value is not the global one of its name.
  return frame.isLocal(name) ? values.keep('unset', 'other', []) : values.global(name);
}

/** The object together with the attributes that were set since. */
function withMembers(
  { values }: Builder,
  path: string,
  value: NodeId,
  { environment }: State,
): NodeId {
  const members = environment.membersOf(path);
  if (members.length === 0) return value;
  const names = members.map((member) => member.slice(path.length + 1));
  const changed = members.map((member) => environment.get(member) ?? values.none);
  return values.make(`with:${names.join()}`, 'store', [value, ...changed]);
}

/** An attribute of a variable: what other attributes were set to is nothing to it. */
function pathValue(builder: Builder, expression: Attribute, path: string, state: State): NodeId {
  return withMembers(builder, path, plainValue(builder, expression, path, state), state);
}

function plainValue(builder: Builder, expression: Expression, path: string, state: State): NodeId {
  const known = state.environment.get(path);
  if (known !== undefined) return known;
  if (expression.kind === 'variable') return plainVariable(builder, expression.name, state);
  if (expression.kind !== 'attribute') return builder.evaluate(expression, state);
  const { object, name } = expression;
  const whole = plainValue(builder, object, path.slice(0, -name.length - 1), state);
  return builder.values.make(`.${name}`, 'attribute', [whole]);
}

function slice(builder: Builder, { bounds }: Slice, state: State): NodeId {
  const given = bounds.filter((bound) => bound !== null);
  const shape = bounds.map((bound) => (bound ? 1 : 0)).join('');
  return builder.values.make(
    `slice:${shape}`,
    'other',
    given.map((bound) => builder.evaluate(bound, state)),
  );
}

/** Label, whether the operands change places, whether the result is negated. */
const comparisons = {
  '<': ['lt', false, false],
  '>': ['lt', true, false],
  '<=': ['lt', true, true],
  '>=': ['lt', false, true],
  '==': ['eq', false, false],
  '!=': ['eq', false, true],
  is: ['is', false, false],
  'is not': ['is', false, true],
  in: ['in', false, false],
  'not in': ['in', false, true],
  instanceof: ['instanceof', false, false],
} as const;

function comparison(builder: Builder, expression: Comparison, state: State): NodeId {
  const { values } = builder;
  const [label, isSwapped, isNegated] = comparisons[expression.operator];
  const left = builder.evaluate(expression.left, state);
  const right = builder.evaluate(expression.right, state);
  const node = values.make(label, 'comparison', isSwapped ? [right, left] : [left, right]);
  return isNegated ? values.not(node) : node;
}

const booleanFunctions = new Set(['isinstance', 'any', 'all', 'bool', 'callable', 'hasattr']);

/** An expression whose value is true or false, so that its connectives are conditions. */
function isBoolean(expression: Expression): boolean {
  switch (expression.kind) {
    case 'comparison':
    case 'not':
      return true;
    case 'literal':
      return expression.type === 'boolean';
    case 'and':
    case 'or':
      return expression.operands.every(isBoolean);
    case 'call':
      return expression.callee.kind === 'variable' && booleanFunctions.has(expression.callee.name);
    default:
      return false;
  }
}

function connective(builder: Builder, expression: Connective, state: State): NodeId {
  const { values } = builder;
  if (isBoolean(expression)) return builder.condition(expression, state);
  const [first, ...rest] = expression.operands;
  if (!first) return values.none;
  const label = expression.kind === 'and' ? 'andv' : 'orv';
  let value = builder.evaluate(first, state);
  for (const operand of rest) {
    if (changedByExpression(operand).size === 0) {
      value = values.make(label, 'connective', [value, builder.evaluate(operand, state)]);
      continue;
    }
    const condition = values.truth(value);
    const taken = branch(
      builder,
      state,
      expression.kind === 'and' ? condition : values.not(condition),
    );
    value = values.make(label, 'connective', [value, builder.evaluate(operand, taken)]);
    const skipped = branch(
      builder,
      state,
      expression.kind === 'and' ? values.not(condition) : condition,
    );
    const [a, b] = expression.kind === 'and' ? [taken, skipped] : [skipped, taken];
    adopt(state, merge(builder, state, condition, a, b));
  }
  return value;
}

/** The value of one of two expressions, whose effects happen only where they are evaluated. */
function either(
  builder: Builder,
  state: State,
  condition: NodeId,
  consequence: Expression,
  alternative: Expression,
): NodeId {
  const first = branch(builder, state, condition);
  const second = branch(builder, state, builder.values.not(condition));
  const a = builder.evaluate(consequence, first);
  const b = builder.evaluate(alternative, second);
  adopt(state, merge(builder, state, condition, first, second));
  return builder.values.phi(condition, a, b);
}

/** Makes what holds after a part of an expression hold in the expression's place. */
function adopt(state: State, after: State): void {
  for (const [path, value] of after.environment.entries()) {
    if (state.environment.get(path) !== value) state.environment.set(path, value);
  }
}

function yielded(builder: Builder, expression: Yield, state: State): NodeId {
  const { values } = builder;
  const value = expression.value ? builder.evaluate(expression.value, state) : values.none;
  const label = expression.isDelegated ? 'effect:yield from' : 'effect:yield';
  const before = state.environment.get(world) ?? values.none;
  const after = values.make(label, 'effect', [value, before]);
  state.environment.set(world, after);
  return values.make('received', 'other', [after]);
}
