import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Call, Comprehension, Definition, Expression, Statement } from '../../ir.ts';
import { call, collection, literal, other, variable } from '../build.ts';
import { choice, condition, integerValue, isVariable, same, undefinedValue } from './values.ts';

/** A call of a method with a function that is written in place: `object.method(function, more)`. */
export interface CallbackCall {
  readonly method: string;
  readonly object: Expression;
  readonly definition: Definition;
  readonly more: readonly Expression[];
}

/** A callback that is not one expression; it becomes a loop where a statement can stand. */
const loopLabel = 'loop';
const loops = new Set(['forEach', 'map', 'filter', 'some', 'every', 'find', 'reduce', 'from']);

/** The parts of a call that `callbackCall` left for a loop. */
export function callbackLoop(expression: Expression): CallbackCall | null {
  const [inner] =
    expression.kind === 'other' && expression.label === loopLabel ? expression.operands : [];
  return inner?.kind === 'call' ? partsOf(inner) : null;
}

/**
 * `xs.map(f)` and the like with f written in place: a comprehension where f is one expression,
 * else what `callbackLoop` takes apart. Null for any other call.
 * @param syntax the arguments as they are written.
 */
export function callbackCall(written: Call, syntax: SyntaxNode | undefined): Expression | null {
  const parts = partsOf(written);
  const [callback] = syntax?.named.filter((node) => node.kind.includes('function')) ?? [];
  if (!parts || !callback || hasOwnThis(callback)) return null;
  const value = resultOf(parts.definition.body);
  return (value && comprehension(parts, value)) ?? other(loopLabel, [written]);
}

function partsOf({ callee, arguments: args }: Call): CallbackCall | null {
  if (callee.kind !== 'attribute' || !loops.has(callee.name)) return null;
  if (args.some(({ spread }) => spread)) return null;
  const values = args.map(({ value }) => value);
  const isFrom = callee.name === 'from' && isVariable(callee.object, 'Array');
  if (isFrom !== (callee.name === 'from')) return null;
  const object = isFrom ? values.shift() : callee.object;
  const [callback, ...more] = values;
  if (!object || callback?.kind !== 'function') return null;
  const { definition } = callback;
  const isReduction = callee.name === 'reduce';
  if (isReduction !== (more.length === 1) || more.length > 1) return null;
  if (definition.parameters.length > (isReduction ? 3 : 2) || definition.name !== '') return null;
  if (definition.parameters.some(({ rest }) => rest)) return null;
  return { method: isFrom ? 'map' : callee.name, object: sequenceOf(object), definition, more };
}

/** A function expression's `this` is not the one around it. */
const hasOwnThis = (callback: SyntaxNode): boolean =>
  callback.kind !== 'arrow_function' && callback.children.some(speaksOfItself);

const speaksOfItself = (node: SyntaxNode): boolean =>
  node.kind === 'this' ||
  node.kind === 'super' ||
  (node.kind === 'identifier' && node.text === 'arguments') ||
  node.children.some(speaksOfItself);

/** `{ length: n }` as a collection is `range(n)`. */
function sequenceOf(object: Expression): Expression {
  const [only] = object.kind === 'collection' && object.items.length === 1 ? object.items : [];
  if (only?.kind !== 'pair' || !same(only.key, literal('string', 'length'))) return object;
  return call(variable('range'), only.value);
}

/** What a loop over the object binds: the item, or place and item. */
export function loopTarget(
  { object, definition, method }: CallbackCall,
  unused: () => Expression,
): { target: Expression; iterable: Expression } {
  const names = definition.parameters.slice(method === 'reduce' ? 1 : 0);
  const [item, place] = names.map(({ name }) => variable(name));
  if (!place) return { target: item ?? unused(), iterable: object };
  return {
    target: collection('tuple', [place, item ?? unused()]),
    iterable: call(variable('enumerate'), object),
  };
}

/** The one expression that a body returns, where it does nothing else. */
function resultOf(body: readonly Statement[]): Expression | null {
  const [first, ...others] = body;
  if (first?.kind === 'return') return first.value ?? undefinedValue;
  if (first?.kind !== 'if') return null;
  const yes = resultOf([...first.consequence, ...others]);
  const no = resultOf([...first.alternative, ...others]);
  return yes && no && choice(first.condition, yes, no);
}

const types = new Map<string, Comprehension['type']>([
  ['map', 'list'],
  ['filter', 'list'],
  ['some', 'any'],
  ['every', 'all'],
]);

/** A function by its name gets each item: `xs.map(f)` is `xs.map((x) => f(x))`. */
export function namedCallback(
  { callee, arguments: args }: Call,
  apply: (call: Call) => Expression,
): Expression | null {
  const [callback, ...more] = args;
  if (callee.kind !== 'attribute' || !callback || callback.spread || more.length > 0) return null;
  // Its second parameter would get the place.
  if (callback.value.kind !== 'variable' || callback.value.name === 'parseInt') return null;
  const type = types.get(callee.name);
  if (!type) return null;
  const item = variable('each item');
  const value = apply(call(callback.value, item));
  const isFilter = callee.name === 'filter';
  return {
    kind: 'comprehension',
    type,
    element: isFilter ? item : value,
    clauses: [
      { target: item, iterable: callee.object, conditions: isFilter ? [condition(value)] : [] },
    ],
  };
}

function comprehension(parts: CallbackCall, value: Expression): Expression | null {
  const { method, definition, more } = parts;
  const { target, iterable } = loopTarget(parts, () => variable('unused item'));
  if (method === 'reduce') {
    const term = addedTo(definition.parameters[0]?.name, value);
    const isSum = more[0] !== undefined && integerValue(more[0]) === 0;
    if (!term || !isSum) return null;
    return {
      kind: 'comprehension',
      type: 'sum',
      element: term,
      clauses: [{ target, iterable, conditions: [] }],
    };
  }
  const type = types.get(method);
  const item = definition.parameters[0];
  if (!type || (method === 'filter' && !item)) return null;
  const isFilter = method === 'filter' && item;
  return {
    kind: 'comprehension',
    type,
    element: isFilter ? variable(item.name) : value,
    clauses: [{ target, iterable, conditions: isFilter ? [value] : [] }],
  };
}

/** The term of `sum + term`. */
function addedTo(sum: string | undefined, value: Expression): Expression | null {
  if (value.kind !== 'operation' || value.operator !== '+' || !sum) return null;
  const [left, term] = value.operands;
  return left && term && isVariable(left, sum) ? term : null;
}
