import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Statement } from '../../ir.ts';
import {
  assign,
  branch,
  breakLoop,
  callMethod,
  collection,
  continueLoop,
  evaluate,
  forEach,
  none,
  not,
} from '../build.ts';
import { openBlock } from './blocks.ts';
import type { Jumps } from './jumps.ts';
import type { RubyReader } from './reader.ts';
import { assignedTo, discarded, returned, type Sink } from './sink.ts';
import { itemTarget, type Source } from './sources.ts';

/** What a loop that makes one value out of many does. */
interface Fold {
  /** Null takes the first argument of the call. */
  readonly start: Expression | null;
  /** Where among the block's parameters the value so far stands, if it is passed. */
  readonly position: number | null;
  /** What becomes of the block's value. */
  take(value: Expression, result: Expression, item: Expression, sink: Sink): Statement[];
}

const add = (result: Expression, item: Expression) => [
  evaluate(callMethod(result, 'append', item)),
];

const filter = (isKept: (value: Expression) => Expression): Fold => ({
  start: collection('list', []),
  position: null,
  take: (value, result, item) => [branch(isKept(value), add(result, item))],
});

const first: Fold = {
  start: none,
  position: null,
  take: (value, result, item, sink) => [
    branch(value, sink === returned ? sink.put(item) : [assign(result, item), breakLoop]),
  ],
};

const reduce: Fold = { start: null, position: 0, take: (value, result) => [assign(result, value)] };

const folds = new Map<string, Fold>([
  ['reduce', reduce],
  ['inject', reduce],
  ['each_with_object', { start: null, position: 1, take: (value) => discarded.put(value) }],
  ['find', first],
  ['detect', first],
  [
    'map',
    { start: collection('list', []), position: null, take: (value, result) => add(result, value) },
  ],
  ['select', filter((value) => value)],
  ['filter', filter((value) => value)],
  ['reject', filter(not)],
]);

/** A call that makes one value with its block, as the loop that does so; null for others. */
export function fold(
  source: Source,
  node: SyntaxNode,
  block: SyntaxNode,
  sink: Sink,
  outer: RubyReader,
): Statement[] | null {
  const kind = folds.get(source.action);
  const [argument, ...others] = (node.child('arguments')?.named ?? []).filter(
    ({ kind }) => kind !== 'block_argument',
  );
  const start =
    kind?.start ?? (argument && others.length === 0 ? outer.expression(argument) : null);
  if (!kind || !start) return null;
  return outer.inner((scoped) => {
    const place: { result: Expression; item: Expression } = { result: none, item: none };
    const take = (value: Expression) => kind.take(value, place.result, place.item, sink);
    const jumps: Jumps = {
      next: (value) => [...take(value), continueLoop],
      break: (value) => [assign(place.result, value), breakLoop],
      return: outer.jumps.return,
    };
    const ruby = scoped.at({ jumps });
    const { parameters, body } = openBlock(block, ruby, kind.position === null ? 1 : 2);
    const given = kind.position === null ? undefined : parameters[kind.position];
    place.result = given ?? ruby.temporary();
    const items = parameters.filter((parameter) => parameter !== given);
    const { target, iterable } = itemTarget(source, items, ruby);
    place.item = target;
    const statements = body({ isDiscarded: false, put: take });
    return [
      ...assignedTo(place.result).put(start),
      forEach(target, iterable, statements),
      ...sink.put(place.result),
    ];
  });
}
