import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Statement } from '../../ir.ts';
import { call, evaluate, string, variable } from '../build.ts';
import { assignment, operatorAssignment } from './assignments.ts';
import { blockOf } from './blocks.ts';
import { caseMatch, caseStatement, matchPattern } from './cases.ts';
import * as control from './control.ts';
import { again, body, raised, rescueModifier } from './exceptions.ts';
import { readMethod } from './functions.ts';
import { iteration } from './iterations.ts';
import { symbol } from './literals.ts';
import { mutation } from './mutations.ts';
import type { RubyReader, StatementRule } from './reader.ts';
import type { Sink } from './sink.ts';

const bodies = [
  'body_statement',
  'block_body',
  'begin',
  'then',
  'else',
  'do',
  'ensure',
  'parenthesized_statements',
];

export const statements: ReadonlyMap<string, StatementRule> = new Map<string, StatementRule>([
  ...bodies.map((kind): [string, StatementRule] => [kind, body]),
  ['empty_statement', () => []],
  ['heredoc_body', () => []],
  ['assignment', assignment],
  ['operator_assignment', operatorAssignment],
  ['if', control.ifStatement],
  ['elsif', control.ifStatement],
  ['unless', control.unlessStatement],
  ['if_modifier', control.ifModifier],
  ['unless_modifier', control.unlessModifier],
  ['conditional', conditional],
  ['while', control.whileStatement],
  ['while_modifier', control.whileStatement],
  ['until', control.untilStatement],
  ['until_modifier', control.untilStatement],
  ['for', control.forStatement],
  ['case', caseStatement],
  ['case_match', caseMatch],
  ['match_pattern', matchPattern],
  ['rescue_modifier', rescueModifier],
  ['return', control.jump('return')],
  ['next', control.jump('next')],
  ['break', control.jump('break')],
  ['retry', again],
  ['redo', again],
  ['binary', binary],
  ['call', callStatement],
  ['identifier', identifier],
  ['method', definition],
  ['singleton_method', definition],
  ['alias', names],
  ['undef', names],
]);

function callStatement(node: SyntaxNode, sink: Sink, ruby: RubyReader): Statement[] {
  const method = node.child('method')?.text;
  if (!node.child('receiver') && (method === 'raise' || method === 'fail')) {
    return [raised(node.child('arguments')?.named ?? [], ruby)];
  }
  const changed = mutation(node, sink, ruby);
  if (changed) return changed;
  const block = blockOf(node);
  return (block && iteration(node, block, sink, ruby)) ?? sink.put(ruby.expression(node));
}

function identifier(node: SyntaxNode, sink: Sink, ruby: RubyReader): Statement[] {
  const isRaise = node.text === 'raise' && ruby.scope.resolve(node.text) === undefined;
  return isRaise ? [raised([], ruby)] : sink.put(ruby.expression(node));
}

/** `xs << v`, or a short circuit. */
function binary(node: SyntaxNode, sink: Sink, ruby: RubyReader): Statement[] {
  return mutation(node, sink, ruby) ?? control.shortCircuit(node, sink, ruby);
}

/** As a statement `a ? b : c` is an `if`. */
function conditional(node: SyntaxNode, sink: Sink, ruby: RubyReader): Statement[] {
  return sink.isDiscarded ? control.ifStatement(node, sink, ruby) : sink.put(ruby.expression(node));
}

function definition(node: SyntaxNode, sink: Sink, ruby: RubyReader): Statement[] {
  const name = node.child('name')?.text ?? '';
  const define: Statement = { kind: 'define', definition: readMethod(node, name, ruby.rules) };
  return [define, ...(sink.isDiscarded ? [] : sink.put(symbol(name)))];
}

/** `alias` and `undef` change the class. */
function names(node: SyntaxNode): Statement[] {
  const args = node.named.map(({ text }) => string(text.replace(/^:/, '')));
  return [evaluate(call(variable(node.kind), ...args))];
}
