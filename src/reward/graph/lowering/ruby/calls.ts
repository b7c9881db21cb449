import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Argument, Expression } from '../../ir.ts';
import {
  call,
  callWith,
  comparison,
  conditional,
  functionExpression,
  none,
  variable,
} from '../build.ts';
import { printf } from '../templates.ts';
import { argumentsOf } from './arguments.ts';
import { blockOf } from './blocks.ts';
import { comprehension } from './comprehensions.ts';
import { readBlock } from './functions.ts';
import { blockJumps, functionJumps } from './jumps.ts';
import type { ExpressionRule, RubyReader } from './reader.ts';
import { sendWith } from './sends.ts';

export const callExpression: ExpressionRule = (node, ruby) => {
  const block = blockOf(node);
  return (block && comprehension(node, block, ruby)) ?? plainCall(node, block, ruby);
};

function plainCall(node: SyntaxNode, block: SyntaxNode | undefined, ruby: RubyReader): Expression {
  const name = node.child('method')?.text ?? 'call';
  const receiver = node.child('receiver');
  const literal = block && functionLiteral(node, block, ruby);
  if (literal) return literal;
  if (!receiver) return callSelf(name, readArguments(node, block, ruby), ruby);
  const isOwn = receiver.kind === 'self' && name !== 'class' && !ruby.scope.resolve(name);
  const object = ruby.expression(receiver);
  const args = readArguments(node, block, ruby);
  if (isOwn) return callSelf(name, args, ruby);
  const value = sendNamed(object, name, args);
  if (node.child('operator')?.text !== '&.') return value;
  return conditional(comparison('is', object, none), none, value);
}

const readArguments = (node: SyntaxNode, block: SyntaxNode | undefined, ruby: RubyReader) =>
  argumentsOf(node.child('arguments')?.named ?? [], block, ruby);

/** `lambda { … }`, `proc { … }`, `Proc.new { … }`. */
export function functionLiteral(
  node: SyntaxNode,
  block: SyntaxNode,
  ruby: RubyReader,
): Expression | null {
  if (block.kind === 'block_argument') return null;
  const name = node.child('method')?.text;
  const receiver = node.child('receiver')?.text;
  const isLambda = !receiver && name === 'lambda';
  const isProc = (!receiver && name === 'proc') || (receiver === 'Proc' && name === 'new');
  if (!isLambda && !isProc) return null;
  return functionExpression(readBlock(block, ruby, isLambda ? functionJumps : blockJumps));
}

/** A method of self; `self.name` and `name` are one form. */
export function callSelf(name: string, args: readonly Argument[], ruby: RubyReader): Expression {
  if (name === 'block_given?') return ruby.givenBlock();
  const [first, ...rest] = args.map(({ value }) => value);
  const isFormat = name === 'format' || name === 'sprintf';
  if (isFormat && first?.kind === 'literal' && args.every(({ spread }) => !spread)) {
    const text = printf(first.value, rest, 'sd');
    if (text) return text;
  }
  return callWith(variable(name), args);
}

const reflective = new Set(['send', '__send__', 'public_send']);

/** `x.send(:name, …)` is `x.name(…)`. */
function sendNamed(object: Expression, name: string, args: readonly Argument[]): Expression {
  const [first, ...rest] = args;
  const symbol = first?.value.kind === 'other' ? first.value.label : '';
  const isNamed = reflective.has(name) && symbol.startsWith('symbol ');
  return isNamed
    ? sendWith(object, symbol.slice('symbol '.length), rest)
    : sendWith(object, name, args);
}

/** `yield` calls the method's block. */
export const yieldExpression: ExpressionRule = (node, ruby) => {
  const args = node.childOfKind('argument_list')?.named ?? [];
  return callWith(ruby.givenBlock(), argumentsOf(args, undefined, ruby));
};

/** Without parentheses `super` passes on what the method was given. */
export const superExpression: ExpressionRule = (_, ruby) =>
  call(variable('super'), ...ruby.method.arguments);
