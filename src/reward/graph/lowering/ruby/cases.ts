import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Statement } from '../../ir.ts';
import { all, any, branch, call, comparison, not, raise, variable } from '../build.ts';
import { matches } from './operators.ts';
import { match } from './patterns.ts';
import type { ExpressionRule, RubyReader, StatementRule } from './reader.ts';

/** `case … when` as an if chain. */
export const caseStatement: StatementRule = (node, sink, ruby) => {
  const subject = node.child('value') && ruby.expression(node.child('value'));
  const clauses = node.named.filter(({ kind }) => kind === 'when');
  const read = clauses.map((clause) => ({
    condition: any(clause.childrenOf('pattern').flatMap((one) => test(one, subject, ruby))),
    body: ruby.body(clause.child('body'), sink),
  }));
  return chain(
    read,
    ruby.body(
      node.named.find(({ kind }) => kind === 'else'),
      sink,
    ),
  );
};

interface Clause {
  readonly condition: Expression;
  readonly body: readonly Statement[];
}

const chain = (clauses: readonly Clause[], otherwise: Statement[]): Statement[] =>
  clauses.reduceRight((rest, { condition, body }) => [branch(condition, body, rest)], otherwise);

function test(
  pattern: SyntaxNode,
  subject: Expression | undefined,
  ruby: RubyReader,
): Expression[] {
  const [value] = pattern.named;
  if (!value) return [];
  if (value.kind === 'splat_argument') {
    const list = ruby.expression(value.named[0]);
    return [subject ? comparison('in', subject, list) : call(variable('any'), list)];
  }
  return [subject ? matches(ruby.expression(value), subject) : ruby.expression(value)];
}

/** `case … in`: patterns are conditions, and names are bound where they hold. */
export const caseMatch: StatementRule = (node, sink, ruby) => {
  const subject = ruby.expression(node.child('value'));
  const read = node.childrenOf('clauses').map((clause): Clause => {
    const pattern = clause.child('pattern');
    const { tests, bindings } = pattern
      ? match(pattern, subject, ruby)
      : { tests: [], bindings: [] };
    const guard = clause.child('guard');
    const body = ruby.body(clause.child('body'), sink);
    if (!guard) return { condition: all(tests), body: [...bindings, ...body] };
    const expression = ruby.expression(guard.child('condition'));
    const guarded = guard.kind === 'unless_guard' ? not(expression) : expression;
    const bound = bindings.map(
      (binding): Expression => ({ ...binding, kind: 'assignment', isPostfix: false }),
    );
    const condition: Expression =
      bound.length > 0 ? { kind: 'sequence', expressions: [...bound, guarded] } : guarded;
    return { condition: all([...tests, condition]), body };
  });
  const otherwise = node.child('else');
  return chain(read, otherwise ? ruby.body(otherwise, sink) : [noMatch]);
};

const noMatch = raise(variable('NoMatchingPatternError'));

/** `value => pattern`. */
export const matchPattern: StatementRule = (node, _, ruby) => {
  const pattern = node.child('pattern');
  if (!pattern) return [];
  const { tests, bindings } = match(pattern, ruby.expression(node.child('value')), ruby);
  return [...(tests.length > 0 ? [branch(not(all(tests)), [noMatch])] : []), ...bindings];
};

/** `value in pattern`. */
export const testPattern: ExpressionRule = (node, ruby) => {
  const pattern = node.child('pattern');
  if (!pattern) return all([]);
  const { tests, bindings } = match(pattern, ruby.expression(node.child('value')), ruby);
  if (bindings.length === 0) return all(tests);
  const bound = bindings.map(
    (binding): Expression => ({ ...binding, kind: 'assignment', isPostfix: false }),
  );
  return all([...tests, { kind: 'sequence', expressions: [...bound, all([])] }]);
};
