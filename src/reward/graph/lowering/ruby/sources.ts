import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import { call, collection, integer, variable } from '../build.ts';
import { length } from '../emptiness.ts';
import { iterableOf, predecessor, successor } from './ranges.ts';
import type { RubyReader } from './reader.ts';
import { send } from './sends.ts';

/** What a block is called with, and what its results are for. */
export interface Source {
  readonly iterable: Expression;
  /** `each`, `map`, `select` … */
  readonly action: string;
  /** The number of the first item, where the block is given numbers too. */
  readonly firstNumber: Expression | null;
  readonly object: Expression;
}

type Iterable = (object: Expression, args: readonly Expression[], name: string) => Expression;

const range = (...bounds: Expression[]) => call(variable('range'), ...bounds);
const without =
  (name: string): Iterable =>
  (object) =>
    send(object, name, []);
const itself: Iterable = (object, args, name) => send(object, name, args);
const none = integer('0');

/** What the methods that only go over something go over. */
const iterables = new Map<string, Iterable>([
  ['each', (object) => iterableOf(object)],
  ['each_pair', (object) => object],
  ['each_entry', (object) => object],
  ['times', (object) => range(object)],
  ['upto', (object, [last = none]) => range(object, successor(last))],
  ['downto', (object, [last = none]) => range(object, predecessor(last), integer('-1'))],
  ['step', stepping],
  ['each_char', without('chars')],
  ['each_byte', without('bytes')],
  ['each_line', without('lines')],
  ['each_key', without('keys')],
  ['each_value', without('values')],
  ['reverse_each', without('reverse')],
  ['each_index', (object) => range(length(object))],
  ['each_slice', itself],
  ['each_cons', itself],
]);

/** `1.step(10, 2)`, `(1..10).step(2)`. */
function stepping(object: Expression, args: readonly Expression[]): Expression {
  const items = iterableOf(object);
  if (items !== object && items.kind === 'call') {
    return range(...items.arguments.map(({ value }) => value), ...args);
  }
  const [last = none, step = integer('1')] = args;
  const isDown = step.kind === 'literal' && step.value.startsWith('-');
  const end = isDown ? predecessor(last) : successor(last);
  return range(object, end, step);
}

const nameOf = (node: SyntaxNode) => node.child('method')?.text ?? '';

/** Reads `xs.each`, `xs.map`, `xs.each_with_index.map`, `xs.each_char.with_index(1)`. */
export function sourceOf(node: SyntaxNode, ruby: RubyReader): Source | null {
  const receiver = node.child('receiver');
  if (!receiver || node.child('operator')?.text === '&.') return null;
  const name = nameOf(node);
  const args = ruby.expressions(plainArguments(node));
  if (name === 'with_index' || name === 'each_with_index') {
    const inner = name === 'with_index' ? enumerator(receiver, ruby) : itemsOf(receiver, ruby);
    return inner && { ...inner, firstNumber: args[0] ?? integer('0') };
  }
  if (name === 'with_object') {
    const inner = enumerator(receiver, ruby);
    return inner && { ...inner, action: 'each_with_object' };
  }
  const iterable = iterables.get(name);
  const items = itemsOf(receiver, ruby);
  if (!iterable) return { ...items, action: name };
  if (name === 'each') return items;
  return { ...items, iterable: iterable(items.object, args, name) };
}

const plainArguments = (node: SyntaxNode) =>
  (node.child('arguments')?.named ?? []).filter(({ kind }) => kind !== 'block_argument');

/** A receiver that is waiting for its block: `xs.map`, `xs.each_char`. */
function enumerator(node: SyntaxNode, ruby: RubyReader): Source | null {
  return node.kind === 'call' && !node.child('block') ? sourceOf(node, ruby) : null;
}

function itemsOf(node: SyntaxNode, ruby: RubyReader): Source {
  const isWaiting =
    node.kind === 'call' &&
    (iterables.has(nameOf(node)) || /with_index$/.test(nameOf(node))) &&
    plainArguments(node).length === (node.child('arguments')?.named.length ?? 0);
  const waiting = isWaiting ? enumerator(node, ruby) : null;
  if (waiting?.action === 'each') return waiting;
  const object = ruby.expression(node);
  return { iterable: iterableOf(object), action: 'each', firstNumber: null, object };
}

/** The target and what it goes over, for the parameters of the block. */
export function itemTarget(
  { iterable, firstNumber }: Source,
  parameters: readonly Expression[],
  ruby: RubyReader,
): { readonly target: Expression; readonly iterable: Expression } {
  const [first = ruby.temporary(), ...others] = parameters;
  if (!firstNumber) {
    return { target: others.length > 0 ? collection('tuple', parameters) : first, iterable };
  }
  const start = firstNumber.kind === 'literal' && firstNumber.value === '0' ? [] : [firstNumber];
  return {
    target: collection('tuple', [others[0] ?? ruby.temporary(), first]),
    iterable: call(variable('enumerate'), iterable, ...start),
  };
}
