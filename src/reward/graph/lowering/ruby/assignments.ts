import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Statement } from '../../ir.ts';
import { assign, branch, collection, comparison, none, not } from '../build.ts';
import { items } from './arguments.ts';
import { binary } from './operators.ts';
import type { ExpressionRule, RubyReader, StatementRule } from './reader.ts';
import { assignedTo, type Sink } from './sink.ts';
import { target } from './targets.ts';

export const assignment: StatementRule = (node, sink, ruby) => {
  const left = node.child('left');
  const right = node.child('right');
  if (!left || !right) return [];
  const to = target(left, ruby);
  const statements = store(to, right, sink, ruby);
  if (left.child('operator')?.text !== '&.') return statements;
  return [branch(comparison('is not', ruby.expression(left.child('receiver')), none), statements)];
};

function store(to: Expression, right: SyntaxNode, sink: Sink, ruby: RubyReader): Statement[] {
  if (right.kind === 'right_assignment_list' || right.kind === 'splat_argument') {
    return into(to, () => [assign(to, list(right, ruby))], sink);
  }
  if (to.kind === 'variable') {
    const value = right.kind === 'lambda' || right.kind === 'call' ? ruby.expression(right) : null;
    if (value?.kind === 'function') {
      const definition = { ...value.definition, name: to.name };
      return [{ kind: 'define', definition }, ...(sink.isDiscarded ? [] : sink.put(to))];
    }
  }
  return into(to, (place) => ruby.into(right, assignedTo(place)), sink);
}

/** Several values on the right side; a lone `*xs` is a copy of xs. */
function list(right: SyntaxNode, ruby: RubyReader): Expression {
  return right.kind === 'splat_argument'
    ? ruby.expression(right.named[0])
    : collection('list', items(right, ruby));
}

/** An assignment's value is what was assigned, which a setter or `[]=` may not give back. */
function into(to: Expression, make: (place: Expression) => Statement[], sink: Sink): Statement[] {
  return sink.isDiscarded ? make(to) : [...make(to), ...sink.put(to)];
}

/** `x += y`, `x ||= y`. */
export const operatorAssignment: StatementRule = (node, sink, ruby) => {
  const left = node.child('left');
  const right = node.child('right');
  if (!left || !right) return [];
  const operator = (node.child('operator')?.text ?? '').slice(0, -1);
  const to = target(left, ruby);
  const value = readTarget(left, to, ruby);
  if (blocks.has(right.kind) && (operator === '||' || operator === '&&')) {
    const test = operator === '||' ? not(value) : value;
    return into(to, (place) => [branch(test, ruby.into(right, assignedTo(place)))], sink);
  }
  return into(
    to,
    (place) => [assign(place, binary(operator, value, ruby.expression(right)))],
    sink,
  );
};

/** A setter's value is read by the method of the same name. */
const readTarget = (left: SyntaxNode, to: Expression, ruby: RubyReader): Expression =>
  left.kind === 'call' && to.kind === 'attribute' ? ruby.expression(left) : to;

const blocks = new Set(['begin', 'if', 'unless', 'case', 'case_match', 'parenthesized_statements']);

/** An assignment whose value is used at once, as in a condition. */
export const assignmentValue: ExpressionRule = (node, ruby) => {
  const left = node.child('left');
  const right = node.child('right');
  if (!left || !right) return none;
  const to = target(left, ruby);
  const operator = (node.child('operator')?.text ?? '').slice(0, -1);
  const given = right.kind === 'right_assignment_list' ? list(right, ruby) : ruby.expression(right);
  const value = operator ? binary(operator, readTarget(left, to, ruby), given) : given;
  return { kind: 'assignment', targets: [to], value, isPostfix: false };
};
