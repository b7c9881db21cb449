import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Argument, Expression, Statement } from '../../ir.ts';
import { call, functionExpression, variable } from '../build.ts';
import { readBlock } from './functions.ts';
import { blockJumps } from './jumps.ts';
import { binary } from './operators.ts';
import type { RubyReader } from './reader.ts';
import { send } from './sends.ts';
import type { Sink } from './sink.ts';
import { declareNames, target } from './targets.ts';

/** A block whose statements are read in the place of the call, as a loop's body. */
export interface OpenBlock {
  readonly parameters: readonly Expression[];
  body(sink: Sink): Statement[];
}

/** What a call passes as its block: `{ … }`, `do … end` or `&value`. */
export const blockOf = (node: SyntaxNode): SyntaxNode | undefined =>
  node.child('block') ?? node.child('arguments')?.childOfKind('block_argument');

/** The block as the value of an argument. */
export function blockArgument(node: SyntaxNode, ruby: RubyReader): Argument {
  if (node.kind !== 'block_argument') {
    return { keyword: '&', value: functionExpression(readBlock(node, ruby, blockJumps)) };
  }
  const [value] = node.named;
  return { keyword: '&', value: value ? ruby.expression(value) : ruby.givenBlock() };
}

/**
 * Declares the parameters in `ruby`, whose jumps must be those of the place.
 * @param count how many arguments a method passes that `&value` names.
 */
export function openBlock(node: SyntaxNode, ruby: RubyReader, count = 1): OpenBlock {
  if (node.kind === 'block_argument') return openValue(node.named[0], ruby, count);
  const list = node.child('parameters');
  if (list) declareNames(list, ruby);
  const names = list?.named.filter(({ field }) => field !== 'locals');
  const parameters = names?.map((name) => target(name, ruby)) ?? implicitParameters(node, ruby);
  return { parameters, body: (sink) => ruby.body(node.child('body'), sink) };
}

/** `&:name` calls the method on what it is given, `&method(:name)` the method with it. */
function openValue(value: SyntaxNode | undefined, ruby: RubyReader, count: number): OpenBlock {
  const parameters = Array.from({ length: count }, () => ruby.temporary());
  const [first, ...rest] = parameters;
  const isMethod = value?.kind === 'call' && value.child('method')?.text === 'method';
  const named = isMethod && !value.child('receiver') ? value.child('arguments')?.named[0] : value;
  const name = named?.kind === 'simple_symbol' ? named.text.slice(1) : undefined;
  const result = (): Expression => {
    if (!name || !first) {
      const callee = value ? ruby.expression(value) : ruby.givenBlock();
      return call(callee, ...parameters);
    }
    if (isMethod) return call(variable(name), ...parameters);
    const [second] = rest;
    return second && /^\W/.test(name) ? binary(name, first, second) : send(first, name, rest);
  };
  return { parameters, body: (sink) => sink.put(result()) };
}

/** `_1`, `_2` and `it` in a block without parameters. */
function implicitParameters(node: SyntaxNode, ruby: RubyReader): Expression[] {
  const used = new Set<string>();
  const visit = (one: SyntaxNode): void => {
    if (one.kind === 'identifier' && /^(?:_[1-9]|it)$/.test(one.text)) used.add(one.text);
    one.children.forEach(visit);
  };
  visit(node);
  const names = used.has('_2') ? ['_1', '_2'] : [...used].slice(0, 1);
  return names
    .filter((name) => name !== 'it' || ruby.scope.resolve(name) === undefined)
    .map((name) => {
      ruby.scope.declare(name);
      return ruby.variable(name);
    });
}
