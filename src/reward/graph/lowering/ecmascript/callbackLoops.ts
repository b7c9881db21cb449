import type { Comprehension, Expression, Statement, Variable } from '../../ir.ts';
import {
  assign,
  boolean,
  branch,
  callMethod,
  collection,
  evaluate,
  forEach,
  returns,
  variable,
} from '../build.ts';
import { type CallbackCall, loopTarget } from './callbacks.ts';
import { exitTo, mapBlocks, withJumps, withoutExits } from './exits.ts';
import { scoped } from './scoped.ts';
import { condition, mentions, negation, undefinedValue } from './values.ts';

/** Methods that put together a list of what their function returns or approves. */
const collecting = new Map<
  string,
  (list: Expression, value: Expression, item: Expression) => readonly Statement[]
>([
  ['map', (list, value) => [append(list, value)]],
  ['filter', (list, value, item) => when(value, [append(list, item)])],
]);

/** Methods that look for one item: when it is found, what is the result then and without. */
interface Search {
  readonly isFound: (value: Expression) => Expression;
  readonly found: (item: Expression) => Expression;
  readonly otherwise: Expression;
}

const searching = new Map<string, Search>([
  ['some', { isFound: condition, found: () => boolean(true), otherwise: boolean(false) }],
  ['every', { isFound: negation, found: () => boolean(false), otherwise: boolean(true) }],
  ['find', { isFound: condition, found: (item) => item, otherwise: undefinedValue }],
]);

const append = (list: Expression, item: Expression): Statement =>
  evaluate(callMethod(list, 'append', item));

/** What is done if a condition holds; a callback's constants decide that here. */
function when(test: Expression, then: readonly Statement[]): readonly Statement[] {
  if (test.kind !== 'literal' || test.type !== 'boolean') return [branch(test, then)];
  return test.value === 'true' ? then : [];
}

/** What becomes of each value that the function returns, from an initial result on. */
interface Gathering {
  readonly initial: Expression | null;
  gather(value: Expression, item: Expression): readonly Statement[];
}

function gatheringOf(
  { method, more }: CallbackCall,
  result: Variable,
  stop: (found: Expression) => readonly Statement[],
): Gathering {
  const collect = collecting.get(method);
  const search = searching.get(method);
  if (collect) {
    const gather: Gathering['gather'] = (value, item) => collect(result, value, item);
    return { initial: collection('list', []), gather };
  }
  if (search) {
    const gather: Gathering['gather'] = (value, item) =>
      when(search.isFound(value), stop(search.found(item)));
    return { initial: search.otherwise, gather };
  }
  const [initial = null] = more;
  if (initial) return { initial, gather: (value) => [assign(result, value)] };
  return { initial, gather: (value) => (value.kind === 'literal' ? [] : [evaluate(value)]) };
}

/** A call whose result is returned, where it is found in the midst of the loop. */
export function returnedSearch(
  loop: CallbackCall,
  temporary: () => Variable,
): readonly Statement[] | null {
  const search = searching.get(loop.method);
  if (!search) return null;
  const gathering = gatheringOf(loop, temporary(), (found) => [returns(found)]);
  return [...repeated(loop, gathering, null, temporary), returns(search.otherwise)];
}

/** The same for a function that is one expression. */
export function returnedTest(
  { type, element, clauses }: Comprehension,
  temporary: () => Variable,
): Statement[] | null {
  const [clause] = clauses;
  if (!clause || (type !== 'any' && type !== 'all')) return null;
  const names = variablesIn(clause.target);
  const collected = mentions(clause.iterable, names) ? temporary() : clause.iterable;
  const isAny = type === 'any';
  const test = isAny ? condition(element) : negation(element);
  const loop = forEach(clause.target, collected, [branch(test, [returns(boolean(isAny))])]);
  return [
    ...(collected === clause.iterable ? [] : [assign(collected, clause.iterable)]),
    ...scoped(names, [loop]),
    returns(boolean(!isAny)),
  ];
}

const variablesIn = (target: Expression): string[] => {
  if (target.kind === 'collection') return target.items.flatMap(variablesIn);
  return target.kind === 'variable' ? [target.name] : [];
};

/** A call with a function written in place as a loop, and its value after it. */
export function loopOf(
  loop: CallbackCall,
  temporary: () => Variable,
): { statements: readonly Statement[]; value: Expression } {
  const result = temporary();
  const stopped = Symbol('loop');
  const stop = (found: Expression) => [assign(result, found), exitTo(stopped)];
  const gathering = gatheringOf(loop, result, stop);
  const { initial } = gathering;
  const reduced = loop.method === 'reduce' ? result : null;
  const statements = repeated(loop, gathering, reduced, temporary, stopped);
  if (!initial) return { statements, value: undefinedValue };
  return { statements: [assign(result, initial), ...statements], value: result };
}

/** @param reduced what a reduction's first parameter is in each round. */
function repeated(
  loop: CallbackCall,
  { gather }: Gathering,
  reduced: Variable | null,
  temporary: () => Variable,
  stopped = Symbol('loop'),
): readonly Statement[] {
  const { definition } = loop;
  const { parameters, locals = [] } = definition;
  const names = [...parameters.map(({ name }) => name), ...locals];
  // The callback's names may hide others that the collection is made of.
  const collected = mentions(loop.object, names) ? temporary() : loop.object;
  const { target, iterable } = loopTarget({ ...loop, object: collected }, temporary);
  const [first] = parameters;
  const item = first ? variable(first.name) : target;
  const done = Symbol('callback');
  const inLoop = withReturns(definition.body, (value) => [...gather(value, item), exitTo(done)]);
  const body = withJumps(withoutExits(inLoop, done, temporary), stopped, 'break', temporary);
  const start = reduced && first ? [assign(variable(first.name), reduced)] : [];
  return [
    ...(collected === loop.object ? [] : [assign(collected, loop.object)]),
    ...scoped(names, [forEach(target, iterable, [...start, ...body])]),
  ];
}

function withReturns(
  block: readonly Statement[],
  replace: (value: Expression) => readonly Statement[],
): readonly Statement[] {
  return block.flatMap((statement) =>
    statement.kind === 'return'
      ? replace(statement.value ?? undefinedValue)
      : [mapBlocks(statement, (inner) => withReturns(inner, replace))],
  );
}
