import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import {
  boolean,
  branch,
  breakLoop,
  call,
  collection,
  forEach,
  functionExpression,
  none,
  not,
  other,
  whileLoop,
} from '../build.ts';
import { items } from './arguments.ts';
import { withValue } from './iterations.ts';
import { functionJumps, type Jumps, loopJumps, noJumps } from './jumps.ts';
import { iterableOf } from './ranges.ts';
import type { ExpressionRule, RubyReader, StatementRule } from './reader.ts';
import { resultOf } from './resultOf.ts';
import { assignedTo, discarded, returned } from './sink.ts';
import { target } from './targets.ts';

const positive = (condition: Expression) => condition;
type Polarity = (condition: Expression) => Expression;

/** `if`, `elsif` and, with a negation, `unless`. */
const choice =
  (test: Polarity): StatementRule =>
  (node, sink, ruby) => {
    const condition = test(ruby.expression(node.child('condition')));
    const consequence = ruby.body(node.child('consequence'), sink);
    return [branch(condition, consequence, ruby.body(node.child('alternative'), sink))];
  };

export const ifStatement = choice(positive);
export const unlessStatement = choice(not);

/** `body if condition`: the body's names are declared first. */
const choiceAfter =
  (test: Polarity): StatementRule =>
  (node, sink, ruby) => {
    const body = ruby.body(node.child('body'), sink);
    const condition = test(ruby.expression(node.child('condition')));
    return [branch(condition, body, sink.put(none))];
  };

export const ifModifier = choiceAfter(positive);
export const unlessModifier = choiceAfter(not);

/** `while`, `until` and their modifiers; after `begin … end` the condition comes last. */
const loop =
  (test: Polarity): StatementRule =>
  (node, sink, outer) => {
    const ruby = outer.at({ jumps: loopJumps(outer.jumps, sink) });
    const isLast = node.child('body')?.kind === 'begin';
    const read = () => test(ruby.expression(node.child('condition')));
    const before = isLast ? boolean(true) : read();
    const body = ruby.body(node.child('body'), discarded);
    const after = isLast ? [branch(not(read()), [breakLoop])] : [];
    return withValue([whileLoop(before, [...body, ...after])], none, sink);
  };

export const whileStatement = loop(positive);
export const untilStatement = loop(not);

/** The variables of a `for` are those of the method. */
export const forStatement: StatementRule = (node, sink, outer) => {
  const ruby = outer.at({ jumps: loopJumps(outer.jumps, sink) });
  const object = ruby.expression(node.child('value')?.named[0]);
  const pattern = node.child('pattern');
  const item = pattern ? target(pattern, ruby) : ruby.temporary();
  const body = ruby.body(node.child('body'), discarded);
  return withValue([forEach(item, iterableOf(object), body)], object, sink);
};

/** `next`, `break` and `return`, with the values after them as one. */
export const jump =
  (kind: keyof Jumps): StatementRule =>
  (node, _, ruby) => {
    const list = node.childOfKind('argument_list');
    const [only, ...others] = list?.named ?? [];
    const isPlain = others.length === 0 && only?.kind !== 'splat_argument' && only?.kind !== 'pair';
    const isReturn = ruby.jumps[kind] === functionJumps[kind];
    if (only && isPlain && isReturn) return ruby.into(only, returned);
    return ruby.jumps[kind](resultOfJump(list, isPlain, ruby));
  };

function resultOfJump(
  list: SyntaxNode | undefined,
  isPlain: boolean,
  ruby: RubyReader,
): Expression {
  if (!list) return none;
  return isPlain ? ruby.expression(list.named[0]) : collection('list', items(list, ruby));
}

const jumps = new Set(['return', 'next', 'break', 'redo', 'retry']);

/** Whether nothing comes back from a node: a jump or a raise. */
function leaves(node: SyntaxNode): boolean {
  if (jumps.has(node.kind)) return true;
  const name = node.kind === 'call' && !node.child('receiver') ? node.child('method')?.text : '';
  return name === 'raise' || name === 'fail' || name === 'throw';
}

/** `a or return`, `a && b` as statements: the right side runs or does not. */
export const shortCircuit: StatementRule = (node, sink, ruby) => {
  const operator = node.child('operator')?.text ?? '';
  const right = node.child('right');
  const polarity = /^(?:&&|and)$/.test(operator) ? positive : not;
  if (!right || !/^(?:&&|\|\||and|or)$/.test(operator)) return sink.put(ruby.expression(node));
  if (!sink.isDiscarded && !leaves(right)) return sink.put(ruby.expression(node));
  if (sink.isDiscarded) {
    const condition = polarity(ruby.expression(node.child('left')));
    return [branch(condition, ruby.into(right, sink))];
  }
  const value = ruby.temporary();
  const left = node.child('left');
  return [
    ...(left ? ruby.into(left, assignedTo(value)) : []),
    branch(polarity(value), ruby.into(right, discarded)),
    ...sink.put(value),
  ];
};

/** A statement whose value is needed at once: as one expression, or else a function that is called. */
export const value: ExpressionRule = (node, outer) => {
  let failed = false;
  const ruby = outer.at({
    jumps: noJumps(() => {
      failed = true;
    }),
  });
  const statements = ruby.into(node, returned);
  if (failed) return other(node.kind, jumpless(node, outer));
  const one = resultOf(statements);
  if (one) return one;
  const definition = { name: '', parameters: [], body: statements, locals: [] };
  return call(functionExpression(definition));
};

/** The parts of a statement that jumps out of an expression. */
const jumpless = (node: SyntaxNode, ruby: RubyReader): Expression[] =>
  ruby.expressions(node.named.filter(({ kind }) => !jumps.has(kind)));
