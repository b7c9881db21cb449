import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Handler, Statement } from '../../ir.ts';
import { assign, collection, other, raise, variable } from '../build.ts';
import { items } from './arguments.ts';
import type { RubyReader, StatementRule } from './reader.ts';
import { statementsIn } from './reader.ts';
import { send } from './sends.ts';
import { discarded, type Sink } from './sink.ts';
import { target } from './targets.ts';

const clauses = new Set(['rescue', 'else', 'ensure']);
const standardError = variable('StandardError');

/** The statements within a body, with what rescues them. */
export const body: StatementRule = (node, sink, ruby) => {
  const statements = statementsIn(node).filter(({ kind }) => !clauses.has(kind));
  const handlers = node.named.filter(({ kind }) => kind === 'rescue');
  const otherwise = node.named.find(({ kind }) => kind === 'else');
  const last = node.named.find(({ kind }) => kind === 'ensure');
  const main = ruby.sequence(statements, otherwise ? discarded : sink);
  if (handlers.length === 0 && !last) {
    return otherwise ? [...main, ...ruby.into(otherwise, sink)] : main;
  }
  return [
    {
      kind: 'try',
      body: main,
      handlers: handlers.map((handler) => readHandler(handler, sink, ruby)),
      otherwise: otherwise ? ruby.into(otherwise, sink) : [],
      finally: last ? ruby.into(last, discarded) : [],
    },
  ];
};

function readHandler(node: SyntaxNode, sink: Sink, ruby: RubyReader): Handler {
  const list = node.child('exceptions');
  const types = list ? items(list, ruby) : [standardError];
  const named = node.child('variable')?.named[0];
  const held = named && target(named, ruby);
  const caught = held?.kind === 'variable' ? held : held && ruby.temporary();
  const before = held && caught && held !== caught ? [assign(held, caught)] : [];
  const [only] = types;
  return {
    type: types.length === 1 && only ? only : collection('tuple', types),
    name: caught?.name ?? null,
    body: [...before, ...ruby.body(node.child('body'), sink)],
  };
}

/** `a rescue b`. */
export const rescueModifier: StatementRule = (node, sink, ruby) => [
  {
    kind: 'try',
    body: ruby.body(node.child('body'), sink),
    handlers: [{ type: standardError, name: null, body: ruby.body(node.child('handler'), sink) }],
    otherwise: [],
    finally: [],
  },
];

/** `raise`, `raise 'text'`, `raise Type`, `raise Type, text` with an exception made as `new` does. */
export function raised(args: readonly SyntaxNode[], ruby: RubyReader): Statement {
  const [first, message] = args
    .filter(({ kind }) => kind !== 'pair')
    .map((arg) => ruby.expression(arg));
  if (!first) return raise(null);
  if (message) return raise(send(first, 'new', [message]));
  if (isClass(first)) return raise(send(first, 'new', []));
  const isText = first.kind === 'format' || (first.kind === 'literal' && first.type === 'string');
  return raise(isText ? send(variable('RuntimeError'), 'new', [first]) : first);
}

const isClass = (value: Expression) =>
  (value.kind === 'variable' || value.kind === 'attribute') && /^[A-Z]/.test(value.name);

/** Begins the rescued statements, or the block, once more. */
export const again: StatementRule = (node) => [raise(other(node.kind))];
