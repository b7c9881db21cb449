import type { Expression, Statement, Variable } from '../../ir.ts';
import {
  assign,
  boolean,
  branch,
  callMethod,
  collection,
  evaluate,
  forEach,
  variable,
} from '../build.ts';
import { type CallbackCall, loopTarget } from './callbacks.ts';
import { exitTo, mapBlocks, withJumps, withoutExits } from './exits.ts';
import { scoped } from './scopes.ts';
import { mentions, negation, undefinedValue } from './values.ts';

/** How a method turns what its function returns into its own result. */
interface Gathering {
  readonly initial: Expression;
  /** What is done with one returned value; `stop` leaves the loop. */
  gather(
    result: Variable,
    value: Expression,
    item: Expression,
    stop: Statement,
  ): readonly Statement[];
}

const append = (list: Expression, item: Expression): Statement =>
  evaluate(callMethod(list, 'append', item));

/** What is done if a condition holds; a callback's constants decide that here. */
function when(test: Expression, then: readonly Statement[]): readonly Statement[] {
  if (test.kind !== 'literal' || test.type !== 'boolean') return [branch(test, then)];
  return test.value === 'true' ? then : [];
}

const gatherings = new Map<string, Gathering>([
  ['map', { initial: collection('list', []), gather: (list, value) => [append(list, value)] }],
  [
    'filter',
    {
      initial: collection('list', []),
      gather: (list, value, item) => when(value, [append(list, item)]),
    },
  ],
  [
    'some',
    {
      initial: boolean(false),
      gather: (result, value, _, stop) => when(value, [assign(result, boolean(true)), stop]),
    },
  ],
  [
    'every',
    {
      initial: boolean(true),
      gather: (result, value, _, stop) =>
        when(negation(value), [assign(result, boolean(false)), stop]),
    },
  ],
  [
    'find',
    {
      initial: undefinedValue,
      gather: (result, value, item, stop) => when(value, [assign(result, item), stop]),
    },
  ],
]);

/** A call with a function written in place as a loop, and its value after it. */
export function loopOf(
  loop: CallbackCall,
  temporary: () => Variable,
): { statements: readonly Statement[]; value: Expression } {
  const { method, definition, more } = loop;
  const names = [...definition.parameters.map(({ name }) => name), ...(definition.locals ?? [])];
  // The callback's names may hide others that the collection is made of.
  const collected = mentions(loop.object, names) ? temporary() : loop.object;
  const { target, iterable } = loopTarget({ ...loop, object: collected }, temporary);
  const [first] = definition.parameters;
  const item = first ? variable(first.name) : target;
  const done = Symbol('callback');
  const stopped = Symbol('loop');
  const gathering = gatherings.get(method);
  const initial = method === 'reduce' ? more[0] : gathering?.initial;
  const result = initial ? temporary() : null;
  const onReturn = (value: Expression): readonly Statement[] => {
    if (!result) return value.kind === 'literal' ? [] : [evaluate(value)];
    if (!gathering) return [assign(result, value)];
    return gathering.gather(result, value, item, exitTo(stopped));
  };
  const inLoop = withReturns(definition.body, (value) => [...onReturn(value), exitTo(done)]);
  const body = withJumps(withoutExits(inLoop, done, temporary), stopped, 'break', temporary);
  const isReduction = method === 'reduce' && result && first;
  const repeated = forEach(target, iterable, [
    ...(isReduction ? [assign(variable(first.name), result)] : []),
    ...body,
  ]);
  return {
    statements: [
      ...(initial && result ? [assign(result, initial)] : []),
      ...(collected === loop.object ? [] : [assign(collected, loop.object)]),
      ...scoped(names, [repeated]),
    ],
    value: result ?? undefinedValue,
  };
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
