import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Statement } from '../../ir.ts';
import {
  assign,
  boolean,
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
  take(value: Expression, place: FoldPlace): Statement[];
}

interface FoldPlace {
  result: Expression;
  item: Expression;
  readonly sink: Sink;
}

const add = ({ result }: FoldPlace, value: Expression) => [
  evaluate(callMethod(result, 'append', value)),
];

/** Ends the loop with this value. */
const end = ({ result, sink }: FoldPlace, value: Expression) =>
  sink === returned ? sink.put(value) : [assign(result, value), breakLoop];

const filter = (isKept: (value: Expression) => Expression): Fold => ({
  start: collection('list', []),
  position: null,
  take: (value, place) => [branch(isKept(value), add(place, place.item))],
});

const map: Fold = {
  start: collection('list', []),
  position: null,
  take: (value, place) => add(place, value),
};

const find: Fold = {
  start: none,
  position: null,
  take: (value, place) => [branch(value, end(place, place.item))],
};

/** Ends with `result` where the test holds; with its opposite after the last item. */
const decide = (result: boolean, test: (value: Expression) => Expression): Fold => ({
  start: boolean(!result),
  position: null,
  take: (value, place) => [branch(test(value), end(place, boolean(result)))],
});

const reduce: Fold = {
  start: null,
  position: 0,
  take: (value, { result }) => [assign(result, value)],
};

const collect: Fold = { start: null, position: 1, take: (value) => discarded.put(value) };

const itself = (value: Expression) => value;

const folds = new Map<string, Fold>([
  ['reduce', reduce],
  ['inject', reduce],
  ['each_with_object', collect],
  ['find', find],
  ['detect', find],
  ['map', map],
  ['collect', map],
  ['select', filter(itself)],
  ['filter', filter(itself)],
  ['reject', filter(not)],
  ['any?', decide(true, itself)],
  ['all?', decide(false, not)],
  ['none?', decide(false, itself)],
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
  const args = (node.child('arguments')?.named ?? []).filter(
    ({ kind }) => kind !== 'block_argument',
  );
  if (!kind || args.length !== (kind.start ? 0 : 1)) return null;
  // Elsewhere these are comprehensions.
  if (/^(?:any|all|none)\?$/.test(source.action) && sink !== returned) return null;
  const start = kind.start ?? outer.expression(args[0]);
  const made = outer.temporary();
  const loop = outer.inner((scoped) => {
    const place: FoldPlace = { result: none, item: none, sink };
    const take = (value: Expression) => kind.take(value, place);
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
    const statements = body({ isDiscarded: kind === collect, isResult: true, put: take });
    return [
      ...assignedTo(place.result).put(start),
      forEach(target, iterable, statements),
      assign(made, place.result),
    ];
  });
  return [...loop, ...sink.put(made)];
}
