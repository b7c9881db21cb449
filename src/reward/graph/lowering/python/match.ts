import type { SyntaxNode } from '../../../syntaxNode.ts';
import type { Expression, Statement } from '../../ir.ts';
import { all, assign, branch, collection, variable } from '../build.ts';
import { lowerExpression } from './expressions.ts';
import { once } from './once.ts';
import { matchPattern, matchSequence } from './patterns.ts';

type LowerBlock = (node: SyntaxNode | undefined) => readonly Statement[];

/** `match` as an if chain: a case is a condition on the subject, then names for its parts. */
export function lowerMatch(node: SyntaxNode, lowerBlock: LowerBlock): readonly Statement[] {
  const { subject, setup } = subjectOf(node);
  const chain = (node.child('body')?.childrenOf('alternative') ?? []).reduceRight<
    readonly Statement[]
  >((rest, clause) => lowerCase(clause, subject, lowerBlock, rest), []);
  return [...setup, ...chain];
}

/** Each part of the subject is computed once; a tuple is matched part by part, not built. */
function subjectOf(node: SyntaxNode) {
  const [only, ...others] = node.childrenOf('subject').filter(({ isNamed }) => isNamed);
  const isTuple = others.length > 0 || only?.kind === 'tuple';
  const parts = others.length > 0 ? [only, ...others] : isTuple ? (only?.named ?? []) : [only];
  const values = parts.map((part, place) => once(lowerExpression(part), node, place));
  const setup = values.flatMap(({ first }) =>
    first.kind === 'assignment' ? [{ ...first, kind: 'assign' as const }] : [],
  );
  const [first = { again: variable('') }] = values;
  return {
    subject: isTuple
      ? collection(
          'tuple',
          values.map(({ again }) => again),
        )
      : first.again,
    setup,
  };
}

/** Names are bound before the guard is asked, as in Python. */
function lowerCase(
  clause: SyntaxNode,
  subject: Expression,
  lowerBlock: LowerBlock,
  rest: readonly Statement[],
): readonly Statement[] {
  const patterns = clause.named.filter(({ kind }) => kind === 'case_pattern');
  const [only] = patterns;
  const isSequence = !only || patterns.length > 1 || clause.childOfKind(',') !== undefined;
  const { conditions, bindings } = isSequence
    ? matchSequence(patterns, subject)
    : matchPattern(only, subject);
  const names = [...bindings].map(([name, value]) => assign(variable(name), value));
  const body = lowerBlock(clause.child('consequence'));
  const guard = clause.child('guard')?.named[0];
  if (guard) {
    return [...names, branch(all([...conditions, lowerExpression(guard)]), body, rest)];
  }
  if (conditions.length === 0) return [...names, ...body];
  return [branch(all(conditions), [...names, ...body], rest)];
}
