import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression } from '../../ir.ts';
import {
  attribute,
  boolean,
  conditional,
  float,
  functionExpression,
  none,
  not,
  operation,
  unary,
  variable,
} from '../build.ts';
import { argumentsOf, array, hash } from './arguments.ts';
import { assignmentValue } from './assignments.ts';
import { callExpression, superExpression, yieldExpression } from './calls.ts';
import { testPattern } from './cases.ts';
import { value } from './control.ts';
import { readBlock } from './functions.ts';
import { heredoc } from './heredocs.ts';
import { functionJumps } from './jumps.ts';
import * as literals from './literals.ts';
import { binary } from './operators.ts';
import { elements } from './ranges.ts';
import type { ExpressionRule, RubyReader } from './reader.ts';

/** Statements that may stand where a value is needed. */
const controls = [
  'if',
  'unless',
  'if_modifier',
  'unless_modifier',
  'while',
  'until',
  'while_modifier',
  'until_modifier',
  'for',
  'case',
  'case_match',
  'begin',
  'then',
  'rescue_modifier',
  'return',
  'next',
  'break',
  'redo',
  'retry',
];

const member: ExpressionRule = ({ text }) => attribute(variable('self'), text);
const name: ExpressionRule = ({ text }) => variable(text);

export const expressions: ReadonlyMap<string, ExpressionRule> = new Map<string, ExpressionRule>([
  ...controls.map((kind): [string, ExpressionRule] => [kind, value]),
  ['identifier', identifier],
  ['constant', name],
  ['global_variable', name],
  ['self', () => variable('self')],
  ['instance_variable', member],
  ['class_variable', member],
  ['scope_resolution', scopeResolution],
  ['nil', () => none],
  ['true', () => boolean(true)],
  ['false', () => boolean(false)],
  ['integer', literals.rubyInteger],
  ['float', ({ text }) => float(text)],
  ['string', literals.stringLiteral],
  ['chained_string', literals.chainedString],
  ['character', literals.characterLiteral],
  ['heredoc_beginning', heredoc],
  ['simple_symbol', literals.simpleSymbol],
  ['hash_key_symbol', literals.simpleSymbol],
  ['delimited_symbol', literals.delimitedSymbol],
  ['string_array', literals.stringArray],
  ['symbol_array', literals.symbolArray],
  ['regex', literals.regex],
  ['array', array],
  ['hash', hash],
  ['range', range],
  ['parenthesized_statements', parenthesized],
  ['assignment', assignmentValue],
  ['operator_assignment', assignmentValue],
  ['binary', binaryExpression],
  ['unary', unaryExpression],
  ['conditional', conditionalExpression],
  ['call', callExpression],
  ['super', superExpression],
  ['yield', yieldExpression],
  ['element_reference', elementReference],
  ['lambda', (node, ruby) => functionExpression(readBlock(node, ruby, functionJumps))],
  ['test_pattern', testPattern],
]);

function identifier({ text }: SyntaxNode, ruby: RubyReader): Expression {
  return text === 'block_given?' ? ruby.givenBlock() : ruby.named(text);
}

function scopeResolution(node: SyntaxNode, ruby: RubyReader): Expression {
  const scope = node.child('scope');
  const last = node.child('name')?.text ?? '';
  return scope ? attribute(ruby.expression(scope), last) : variable(last);
}

/** A bound that is left out is nil. */
function range(node: SyntaxNode, ruby: RubyReader): Expression {
  const operator = node.child('operator')?.text ?? '..';
  return operation(
    operator,
    ruby.expression(node.child('begin')),
    ruby.expression(node.child('end')),
  );
}

function parenthesized(node: SyntaxNode, ruby: RubyReader): Expression {
  const [only, ...others] = node.named;
  return only && others.length === 0 ? ruby.expression(only) : value(node, ruby);
}

function binaryExpression(node: SyntaxNode, ruby: RubyReader): Expression {
  const left = ruby.expression(node.child('left'));
  const right = ruby.expression(node.child('right'));
  return binary(node.child('operator')?.text ?? '', left, right);
}

function unaryExpression(node: SyntaxNode, ruby: RubyReader): Expression {
  const operator = node.child('operator')?.text ?? '';
  const operand = ruby.expression(node.child('operand'));
  return operator === '!' || operator === 'not' ? not(operand) : unary(operator, operand);
}

function conditionalExpression(node: SyntaxNode, ruby: RubyReader): Expression {
  return conditional(
    ruby.expression(node.child('condition')),
    ruby.expression(node.child('consequence')),
    ruby.expression(node.child('alternative')),
  );
}

function elementReference(node: SyntaxNode, ruby: RubyReader): Expression {
  const places = node.named.filter(({ field }) => field !== 'object' && field !== 'block');
  const args = argumentsOf(places, undefined, ruby).map((argument) => argument.value);
  return elements(ruby.expression(node.child('object')), args);
}
