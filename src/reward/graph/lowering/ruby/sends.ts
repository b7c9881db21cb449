import type { Argument, Expression } from '../../ir.ts';
import {
  attribute,
  call,
  callWith,
  collection,
  comparison,
  connective,
  index,
  integer,
  operation,
  variable,
} from '../build.ts';
import { compare, length } from '../emptiness.ts';
import { template } from '../templates.ts';
import { binary, within } from './operators.ts';
import { from, iterableOf, until } from './ranges.ts';

/** A method's result by other means, or null where the arguments are others than expected. */
type Known = (object: Expression, args: readonly Expression[]) => Expression | null;

const withoutArguments =
  (known: (object: Expression) => Expression | null): Known =>
  (object, args) =>
    args.length === 0 ? known(object) : null;

const withArgument =
  (known: (object: Expression, argument: Expression) => Expression | null): Known =>
  (object, [argument, ...rest]) =>
    argument && rest.length === 0 ? known(object, argument) : null;

const zero = integer('0');
const size = withoutArguments(length);
const isIn = withArgument((object, item) =>
  object.kind === 'operation' && /^\.\.\.?$/.test(object.operator)
    ? within(object.operator, object.operands, item)
    : comparison('in', item, object),
);
const instance = withArgument((object, type) => comparison('instanceof', object, type));
const add = (step: string) => withoutArguments((object) => operation('+', object, integer(step)));
const append = withArgument((object, item) => call(attribute(object, 'append'), item));
const firstItems = withArgument((object, count) => until(object, count));
const element = (place: string) =>
  withoutArguments((object) => index(object, { kind: 'literal', type: 'integer', value: place }));

const either =
  (...known: readonly Known[]): Known =>
  (object, args) => {
    for (const one of known) {
      const result = one(object, args);
      if (result) return result;
    }
    return null;
  };

const knownMethods = new Map<string, Known>([
  ['length', size],
  ['size', size],
  ['count', size],
  ['empty?', withoutArguments((object) => compare('==', length(object), zero))],
  [
    'nil?',
    withoutArguments((object) =>
      binary('==', object, { kind: 'literal', type: 'none', value: 'none' }),
    ),
  ],
  ['zero?', withoutArguments((object) => compare('==', object, zero))],
  ['nonzero?', withoutArguments((object) => compare('!=', object, zero))],
  ['positive?', withoutArguments((object) => compare('>', object, zero))],
  ['negative?', withoutArguments((object) => compare('<', object, zero))],
  ['even?', withoutArguments((object) => compare('==', modulo2(object), zero))],
  ['odd?', withoutArguments((object) => compare('==', modulo2(object), integer('1')))],
  ['is_a?', instance],
  ['kind_of?', instance],
  ['include?', isIn],
  ['member?', isIn],
  ['cover?', isIn],
  ['key?', isIn],
  ['has_key?', isIn],
  ['between?', between],
  ['succ', add('1')],
  ['next', add('1')],
  ['pred', add('-1')],
  ['to_s', withoutArguments((object) => template([object]))],
  ['freeze', withoutArguments((object) => (object.kind === 'variable' ? null : object))],
  ['first', either(element('0'), firstItems)],
  ['last', element('-1')],
  ['take', firstItems],
  ['drop', withArgument((object, count) => from(object, count))],
  ['append', append],
  ['push', append],
  ['call', (object, args) => call(object, ...args)],
  ['min', extreme('min')],
  ['max', extreme('max')],
  ['sum', withoutArguments(sum)],
  ['new', withoutArguments(emptyCollection)],
]);

/** Other names of the same methods. */
const synonyms = new Map([
  ['collect', 'map'],
  ['collect_concat', 'flat_map'],
  ['detect', 'find'],
  ['find_all', 'select'],
  ['filter', 'select'],
  ['inject', 'reduce'],
  ['entries', 'to_a'],
  ['has_value?', 'value?'],
  ['magnitude', 'abs'],
  ['prepend', 'unshift'],
  ['each_pair', 'each'],
]);

function modulo2(object: Expression): Expression {
  return operation('%', object, integer('2'));
}

function between(object: Expression, [low, high]: readonly Expression[]): Expression | null {
  return low && high
    ? connective('and', [compare('>=', object, low), compare('<=', object, high)])
    : null;
}

/** `[a, b].min` is `min(a, b)`. */
function extreme(name: string): Known {
  return withoutArguments((object) =>
    object.kind === 'collection' && object.type === 'list' && object.items.length === 2
      ? call(variable(name), ...object.items)
      : null,
  );
}

function sum(object: Expression): Expression {
  const item = variable('%item');
  const clauses = [{ target: item, iterable: iterableOf(object), conditions: [] }];
  return { kind: 'comprehension', type: 'sum', element: item, clauses };
}

function emptyCollection(object: Expression): Expression | null {
  switch (object.kind === 'variable' ? object.name : '') {
    case 'Array':
      return collection('list', []);
    case 'Hash':
      return collection('dictionary', []);
    case 'Set':
      return call(variable('set'));
    case 'String':
      return { kind: 'literal', type: 'string', value: '' };
    default:
      return null;
  }
}

/** `object.name(…)`. A reader without parentheses is a call without arguments. */
export function send(object: Expression, name: string, values: readonly Expression[]): Expression {
  return sendWith(
    object,
    name,
    values.map((value) => ({ value })),
  );
}

export function sendWith(object: Expression, name: string, args: readonly Argument[]): Expression {
  const isPlain = args.every(
    ({ spread, keyword }) => spread === undefined && keyword === undefined,
  );
  const known =
    isPlain &&
    knownMethods.get(name)?.(
      object,
      args.map(({ value }) => value),
    );
  return known || callWith(attribute(object, synonyms.get(name) ?? name), args);
}
